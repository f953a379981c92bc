using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Looks for the fewest moves after which two ledgers still differ, by playing less and less of a failed history on fresh ones.
/// </summary>
internal sealed class HistoryShrinker(Func<CancellationToken, Task<ConformanceLedgers>> open, ConformanceSetup setup)
{
    /// <summary>Moves played at most in all attempts together: about a minute on a development chain.</summary>
    private const int MostMoves = 25_000;

    /// <summary>Fresh ledgers cost about as much as this many moves.</summary>
    private const int MovesOfAStart = 300;

    private int _moves;

    /// <summary>The shortest history found, at worst the given one.</summary>
    public async Task<FailedHistory> ShrinkAsync(FailedHistory history, CancellationToken cancellationToken)
    {
        history = await NarrowAsync(history, cancellationToken);
        for (int size = (history.Moves.Length + 1) / 2; size > 0 && _moves < MostMoves; size /= 2)
        {
            for (int end = history.Moves.Length; end > 0 && _moves < MostMoves; end = Math.Min(end - size, history.Moves.Length))
            {
                int start = Math.Max(0, end - size);
                int stop = end;
                history = await TryIndexesAsync(history, index => index < start || index >= stop, cancellationToken) ?? history;
            }
        }

        return history;
    }

    /// <summary>
    /// Leaves out what seldom matters, before anything is tried move by move: refused moves, other tasks, other sessions, all but submits.
    /// </summary>
    private async Task<FailedHistory> NarrowAsync(FailedHistory history, CancellationToken cancellationToken)
    {
        PlayedMove[] last = [.. history.Moves.Where(played => played.Batch == history.Moves[^1].Batch)];
        TaskKey[] tasks =
        [
            .. last.Select(static played => played.Move).OfType<LedgerMove.OnTask>().Select(static move => move.Task).Distinct(),
        ];
        history = await TryAsync(history, played => played.Made || played.Batch == last[0].Batch, cancellationToken) ?? history;
        foreach (TaskKey task in tasks)
        {
            history =
                await TryAsync(history, played => played.Move is not LedgerMove.OnTask move || move.Task == task, cancellationToken)
                ?? history;
        }

        foreach (SessionId session in tasks.Select(static task => task.Session).Distinct())
        {
            history =
                await TryAsync(
                    history,
                    played => played.Move is not LedgerMove.OnTask move || move.Task.Session == session,
                    cancellationToken
                ) ?? history;
        }

        return await TryAsync(
                history,
                played => played.Move is not LedgerMove.OnTask or LedgerMove.Submit || played.Batch == last[0].Batch,
                cancellationToken
            ) ?? history;
    }

    private Task<FailedHistory?> TryAsync(FailedHistory history, Func<PlayedMove, bool> keep, CancellationToken cancellationToken) =>
        TryIndexesAsync(history, index => keep(history.Moves[index]), cancellationToken);

    private async Task<FailedHistory?> TryIndexesAsync(FailedHistory history, Func<int, bool> keep, CancellationToken cancellationToken)
    {
        ImmutableArray<PlayedMove> moves = HistoryRenumbering.Keep(history.Moves, keep);
        if (moves.Length == history.Moves.Length || moves.Length == 0 || _moves > MostMoves)
        {
            return null;
        }

        _moves += MovesOfAStart;

        await using ConformanceLedgers ledgers = await open(cancellationToken);
        LedgerComparison comparison = new(ledgers, setup);
        await comparison.StartAsync(cancellationToken);
        ImmutableArray<PlayedMove>.Builder played = ImmutableArray.CreateBuilder<PlayedMove>();
        foreach (IGrouping<int, PlayedMove> block in moves.GroupBy(static move => move.Batch))
        {
            MoveBatch batch = new(block.First().Timestamp, [.. block.Select(static move => move.Move)]);
            ComparedBatch compared = await comparison.PlayAsync(batch, cancellationToken);
            played.AddRange(block.Zip(compared.Codes, static (move, code) => move with { Code = code }));
            _moves += batch.Moves.Length;
            if (compared.Difference is not null)
            {
                return new FailedHistory(played.ToImmutable(), compared.Difference);
            }
        }

        return await comparison.CompareAllAsync(cancellationToken) is string difference
            ? new FailedHistory(played.ToImmutable(), difference)
            : null;
    }
}
