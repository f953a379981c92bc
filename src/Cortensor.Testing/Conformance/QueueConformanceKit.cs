using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Plays the same random moves on the model and on another ledger and compares, after every batch, each refusal's code and the full view of every task,
/// session and account that was touched; at the end, of all there are.
/// </summary>
public sealed class QueueConformanceKit
{
    private const int TraceLength = 40;

    private readonly MemoryLedgerUnderTest _model;
    private readonly ILedgerUnderTest _subject;
    private readonly ConformanceOptions _options;
    private readonly ConformanceSetup _setup = new();
    private readonly ConformanceReport _report = new();
    private readonly Queue<string> _trace = new();

    private QueueConformanceKit(MemoryLedgerUnderTest model, ILedgerUnderTest subject, ConformanceOptions options) =>
        (_model, _subject, _options) = (model, subject, options);

    /// <summary>One run on two ledgers that were not started yet.</summary>
    /// <exception cref="KitFailure">They differ; the message holds the seed and the last moves.</exception>
    public static Task<ConformanceReport> RunAsync(
        MemoryLedgerUnderTest model, ILedgerUnderTest subject, ConformanceOptions options, CancellationToken cancellationToken) =>
        new QueueConformanceKit(model, subject, options).RunAsync(cancellationToken);

    private async Task<ConformanceReport> RunAsync(CancellationToken cancellationToken)
    {
        await _model.StartAsync(_setup, cancellationToken);
        await _subject.StartAsync(_setup, cancellationToken);
        QueueMoveGenerator generator = new(_setup, _options.Seed, _options.Mix);
        foreach (MoveBatch opening in generator.Opening())
        {
            await PlayAsync(opening, cancellationToken);
        }

        for (int played = 0; played < _options.Moves;)
        {
            MoveBatch batch = generator.Next(_model.Chain.Current, _options.LargestBatch);
            await PlayAsync(batch, cancellationToken);
            played += batch.Moves.Length;
        }

        NetworkSnapshot end = _model.Chain.Current;
        await CompareAsync(new LedgerQuestion([.. end.Tasks.Keys], [.. end.Sessions.Keys], Everyone()), cancellationToken);
        return _report;
    }

    private async Task PlayAsync(MoveBatch batch, CancellationToken cancellationToken)
    {
        ImmutableArray<string?> expected = await _model.PlayAsync(batch, cancellationToken);
        ImmutableArray<string?> actual = await _subject.PlayAsync(batch, cancellationToken);
        for (int index = 0; index < batch.Moves.Length; index++)
        {
            string? code = expected[index];
            Remember($"{batch.Timestamp} {batch.Moves[index]} -> {code ?? "made"}");
            _report.Count(batch.Moves[index], code);
            if (code != actual[index])
            {
                throw Failure($"The last move was '{actual[index] ?? "made"}' on {_subject.Name}.");
            }
        }

        _model.Chain.AssertMoneyConserved();
        await CompareAsync(Touched(batch), cancellationToken);
    }

    private async Task CompareAsync(LedgerQuestion question, CancellationToken cancellationToken)
    {
        LedgerSight expected = await _model.LookAsync(question, cancellationToken);
        LedgerSight actual = await _subject.LookAsync(question, cancellationToken);
        string differences = string.Join(Environment.NewLine, expected.DifferencesFrom(actual));
        if (differences.Length > 0)
        {
            throw Failure($"{_subject.Name} is in another state:{Environment.NewLine}{differences}");
        }

        foreach (TaskSight task in expected.Tasks.Values)
        {
            _report.Count(task.State);
        }
    }

    private LedgerQuestion Touched(MoveBatch batch)
    {
        TaskKey[] tasks = [.. batch.Moves.OfType<LedgerMove.OnTask>().Select(static move => move.Task).Distinct()];
        SessionId[] sessions =
        [
            .. tasks.Select(static task => task.Session)
                .Concat(batch.Moves.OfType<LedgerMove.OnSession>().Select(static move => move.Session))
                .Distinct(),
        ];
        return new LedgerQuestion([.. tasks], [.. sessions], [.. batch.Moves.Select(static move => move.Actor).Distinct()]);
    }

    private ImmutableArray<int> Everyone() => [.. Enumerable.Range(0, _setup.Accounts.Length)];

    private void Remember(string line)
    {
        _trace.Enqueue(line);
        if (_trace.Count > TraceLength)
        {
            _ = _trace.Dequeue();
        }
    }

    private KitFailure Failure(string what)
    {
        StringBuilder message = new();
        _ = message.AppendLine(CultureInfo.InvariantCulture, $"Seed {_options.Seed}, largest batch {_options.LargestBatch}: {what}");
        foreach (string line in _trace)
        {
            _ = message.AppendLine(line);
        }

        return new KitFailure(message.ToString());
    }
}
