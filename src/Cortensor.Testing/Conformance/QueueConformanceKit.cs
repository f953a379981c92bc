using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Plays the same random moves on the model and on another ledger and compares, after every batch, each refusal's code and the full view of
/// every task, session and account that was touched; at the end, of all there are.
/// </summary>
public sealed class QueueConformanceKit
{
    private const int MostShown = 100;

    private readonly ConformanceOptions _options;
    private readonly ConformanceSetup _setup = new();
    private readonly ConformanceReport _report = new();
    private readonly List<PlayedMove> _history = [];
    private int _batches;

    private QueueConformanceKit(ConformanceOptions options) => _options = options;

    /// <summary>One run.</summary>
    /// <param name="open">
    /// Gives two ledgers that were not started; after a failure also more of them, on which shorter histories are tried.
    /// </param>
    /// <param name="options">Which moves.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="KitFailure">
    /// They differ; the message holds the seed, the difference, and the shortest history found that leads to it.
    /// </exception>
    public static async Task<ConformanceReport> RunAsync(
        Func<CancellationToken, Task<ConformanceLedgers>> open,
        ConformanceOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(open);
        QueueConformanceKit kit = new(options);
        string? difference = await kit.RunAsync(open, cancellationToken);
        if (difference is null)
        {
            return kit._report;
        }

        HistoryShrinker shrinker = new(open, kit._setup);
        throw kit.Failure(difference, await shrinker.ShrinkAsync(new FailedHistory([.. kit._history], difference), cancellationToken));
    }

    private async Task<string?> RunAsync(Func<CancellationToken, Task<ConformanceLedgers>> open, CancellationToken cancellationToken)
    {
        await using ConformanceLedgers ledgers = await open(cancellationToken);
        LedgerComparison comparison = new(ledgers, _setup);
        await comparison.StartAsync(cancellationToken);
        QueueMoveGenerator generator = new(_setup, _options.Seed, _options.Mix);
        ImmutableArray<MoveBatch> opening = generator.Opening();
        for (int played = 0, number = 0; played < _options.Moves; number++)
        {
            bool opens = number < opening.Length;
            MoveBatch batch = opens ? opening[number] : generator.Next(comparison.Model, _options.LargestBatch);
            played += opens ? 0 : batch.Moves.Length;
            if (await PlayAsync(comparison, batch, cancellationToken) is string difference)
            {
                return difference;
            }
        }

        return await comparison.CompareAllAsync(cancellationToken);
    }

    private async Task<string?> PlayAsync(LedgerComparison comparison, MoveBatch batch, CancellationToken cancellationToken)
    {
        ComparedBatch compared = await comparison.PlayAsync(batch, cancellationToken);
        foreach ((LedgerMove move, string? code) in batch.Moves.Zip(compared.Codes))
        {
            _history.Add(new PlayedMove(_batches, batch.Timestamp, move, code));
            _report.Count(move, code);
        }

        foreach (TaskView task in compared.View.Tasks.Values)
        {
            _report.Count(task.State);
        }

        _batches++;
        return compared.Difference;
    }

    private KitFailure Failure(string difference, FailedHistory shortest)
    {
        StringBuilder message = new();
        _ = message.AppendLine(
            CultureInfo.InvariantCulture,
            $"Seed {_options.Seed}, largest batch {_options.LargestBatch}: after {_history.Count} moves the ledgers differ."
        );
        _ = message.AppendLine(difference);
        _ = message.AppendLine(
            CultureInfo.InvariantCulture,
            $"The shortest history found, {shortest.Moves.Length} moves (block, time, move, the model's word; at most {MostShown} shown):"
        );
        foreach (PlayedMove move in shortest.Moves.TakeLast(MostShown))
        {
            _ = message.AppendLine(CultureInfo.InvariantCulture, $"{move.Batch} {move}");
        }

        return new KitFailure(message.AppendLine(shortest.Difference).ToString());
    }
}
