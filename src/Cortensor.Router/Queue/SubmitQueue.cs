using System.Diagnostics;
using System.Threading.Channels;
using Cortensor.Api.Errors;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Telemetry;
using Cortensor.Router.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Queue;

/// <summary>
/// Sends submits in the order of their places, several without waiting for each other's block. Each reveal is checked against the one
/// before it, so a place that was lost takes those behind it along: they are not sent, or refused like it, and their requests are planned
/// again.
/// </summary>
internal sealed class SubmitQueue(
    IQueueLedger ledger,
    TaskReservations reservations,
    UnconfirmedSpend spend,
    RouterInstruments instruments,
    IOptions<RouterOptions> options,
    ILogger<SubmitQueue> logger
) : BackgroundService
{
    private readonly Channel<TaskRun> _line = Channel.CreateBounded<TaskRun>(
        new BoundedChannelOptions(options.Value.MaxOpenTasks) { SingleReader = true }
    );

    private readonly SemaphoreSlim _width = new(options.Value.ParallelSubmits);

    /// <summary>Submits that wait for their turn.</summary>
    public int Waiting => _line.Reader.Count;

    public ValueTask EnqueueAsync(TaskRun run, CancellationToken cancellationToken) => _line.Writer.WriteAsync(run, cancellationToken);

    public override void Dispose()
    {
        _width.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Task> underWay = [];
        try
        {
            await foreach (TaskRun run in _line.Reader.ReadAllAsync(stoppingToken))
            {
                await _width.WaitAsync(stoppingToken);
                _ = underWay.RemoveWhere(task => task.IsCompleted);
                _ = underWay.Add(SubmitAsync(run, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _ = _line.Writer.TryComplete();
        }

        await Task.WhenAll(underWay);
        while (_line.Reader.TryRead(out TaskRun? left))
        {
            await left.SubmittedAsync(
                new SubmitOutcome(null, ApiError.Of(ErrorCodes.ShuttingDown), GiveBack: GiveBack(left.Plan.TaskReservation))
            );
        }
    }

    private async Task SubmitAsync(TaskRun run, CancellationToken cancellationToken)
    {
        try
        {
            SubmitOutcome outcome = await MoveAsync(run.Plan, run.Trace.Context, cancellationToken);
            await run.SubmittedAsync(outcome);
            if (outcome.GiveBack is { } giveBack)
            {
                // Those behind a lost place are lost with it: it must be free before they are looked at.
                await run.Completion;
                giveBack();
            }
        }
        finally
        {
            _ = _width.Release();
        }
    }

    private async Task<SubmitOutcome> MoveAsync(TaskPlan plan, ActivityContext trace, CancellationToken cancellationToken)
    {
        if (!reservations.Stands(plan.TaskReservation))
        {
            return new SubmitOutcome(null, Lost(), ReservationLost: true, GiveBack(plan.TaskReservation));
        }

        using Activity? span = TraceSources.Router.StartUnder(SpanNames.Submit, trace).About(plan.Key);
        try
        {
            MoveResult result = await ledger.SubmitAsync(plan.Submission, cancellationToken);
            span.Ended(result);
            if (result.Made)
            {
                reservations.Confirm(plan.TaskReservation, result.Receipt.Block);
                instruments.Submitted("made");
                Log.TaskConfirmed(logger, plan.Key.Session, plan.Key.Task, result.Receipt.Block);
                return new SubmitOutcome(result.Receipt, null);
            }

            instruments.Submitted("refused");
            Log.TaskRefused(logger, plan.Key.Session, plan.Key.Task, result.Refusal.Code);
            return new SubmitOutcome(
                null,
                SubmitErrors.Of(result.Refusal),
                SubmitErrors.IsReservationLost(result.Refusal),
                GiveBack(plan.TaskReservation)
            );
        }
        catch (Exception exception)
        {
            // A broken world: the transaction may be on its way all the same. Places behind this one are void; if it lands, the view will
            // say so.
            instruments.Submitted("unknown");
            span.Failed(ErrorCodes.ChainUnavailable.Code);
            Log.SubmitFailed(logger, plan.Key.Session, plan.Key.Task, exception);
            return new SubmitOutcome(null, ApiError.Of(ErrorCodes.ChainUnavailable), GiveBack: GiveBack(plan.TaskReservation));
        }
    }

    private Action GiveBack(TaskReservation reservation) =>
        () =>
        {
            reservations.Release(reservation);
            spend.Remove(reservation);
        };

    private static ApiError Lost() => new(ErrorCodes.TaskRefused, "Another submit came first; no money moved. Ask again.");
}
