using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>Looks for the fewest moves after which two ledgers still differ, by playing less and less of a failed history on fresh ones.</summary>
internal sealed class HistoryShrinker(Func<CancellationToken, Task<ConformanceLedgers>> open, ConformanceSetup setup)
{
    /// <summary>Moves played at most in all attempts together: about two minutes on a development chain.</summary>
    private const int MostMoves = 40_000;

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
                history = await TryAsync(history, index => index < start || index >= stop, cancellationToken) ?? history;
            }
        }

        return history;
    }

    /// <summary>First only the task, then only the session, that the last batch is about: most moves are about others.</summary>
    private async Task<FailedHistory> NarrowAsync(FailedHistory history, CancellationToken cancellationToken)
    {
        LedgerMove.OnTask[] last =
        [
            .. history.Moves.Where(played => played.Batch == history.Moves[^1].Batch).Select(static played => played.Move).OfType<LedgerMove.OnTask>(),
        ];
        foreach (TaskKey task in last.Select(static move => move.Task).Distinct())
        {
            if (await TryAsync(history, index => history.Moves[index].Move is not LedgerMove.OnTask move || move.Task == task, cancellationToken) is { } found)
            {
                return found;
            }
        }

        foreach (SessionId session in last.Select(static move => move.Task.Session).Distinct())
        {
            if (await TryAsync(
                history, index => history.Moves[index].Move is not LedgerMove.OnTask move || move.Task.Session == session, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return history;
    }

    private async Task<FailedHistory?> TryAsync(FailedHistory history, Func<int, bool> keep, CancellationToken cancellationToken)
    {
        ImmutableArray<PlayedMove> moves = HistoryRenumbering.Keep(history.Moves, keep);
        if (moves.Length == history.Moves.Length)
        {
            return null;
        }

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

        return await comparison.CompareAllAsync(cancellationToken) is string difference ? new FailedHistory(played.ToImmutable(), difference) : null;
    }
}
