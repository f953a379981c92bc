using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>Plays batches on two ledgers and says where they differ.</summary>
internal sealed class LedgerComparison(ConformanceLedgers ledgers, ConformanceSetup setup)
{
    private readonly MemoryLedgerUnderTest _model = ledgers.Model;
    private readonly ILedgerUnderTest _subject = ledgers.Subject;

    public NetworkSnapshot Model => _model.Chain.Current;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _model.StartAsync(setup, cancellationToken);
        await _subject.StartAsync(setup, cancellationToken);
    }

    /// <summary>Plays a batch and compares its refusals and all that it touched.</summary>
    public async Task<ComparedBatch> PlayAsync(MoveBatch batch, CancellationToken cancellationToken)
    {
        ImmutableArray<string?> expected = await _model.PlayAsync(batch, cancellationToken);
        ImmutableArray<string?> actual = await _subject.PlayAsync(batch, cancellationToken);
        _model.Chain.AssertMoneyConserved();
        for (int index = 0; index < expected.Length; index++)
        {
            if (expected[index] != actual[index])
            {
                string difference =
                    $"{batch.Moves[index]}{Environment.NewLine}  model:   {expected[index] ?? "made"}{Environment.NewLine}  subject: {actual[index] ?? "made"}";
                return new ComparedBatch(expected, new LedgerView(), difference);
            }
        }

        (LedgerView view, string? differences) = await CompareAsync(Touched(batch), cancellationToken);
        return new ComparedBatch(expected, view, differences);
    }

    /// <summary>Compares everything there is.</summary>
    /// <returns>The difference; null when there is none.</returns>
    public async Task<string?> CompareAllAsync(CancellationToken cancellationToken)
    {
        LedgerQuestion everything = new([.. Model.Tasks.Keys], [.. Model.Sessions.Keys], [.. Enumerable.Range(0, setup.Accounts.Length)]);
        return (await CompareAsync(everything, cancellationToken)).Difference;
    }

    private static LedgerQuestion Touched(MoveBatch batch)
    {
        TaskKey[] tasks = [.. batch.Moves.OfType<LedgerMove.OnTask>().Select(static move => move.Task).Distinct()];
        SessionId[] sessions =
        [
            .. tasks
                .Select(static task => task.Session)
                .Concat(batch.Moves.OfType<LedgerMove.OnSession>().Select(static move => move.Session))
                .Distinct(),
        ];
        return new LedgerQuestion([.. tasks], [.. sessions], [.. batch.Moves.Select(static move => move.Actor).Distinct()]);
    }

    private async Task<(LedgerView Sight, string? Difference)> CompareAsync(LedgerQuestion question, CancellationToken cancellationToken)
    {
        LedgerView expected = await _model.ReadViewAsync(question, cancellationToken);
        LedgerView actual = await _subject.ReadViewAsync(question, cancellationToken);
        string differences = string.Join(Environment.NewLine, expected.DifferencesFrom(actual));
        return (expected, differences.Length > 0 ? differences : null);
    }
}
