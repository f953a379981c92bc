using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router.Queue;

/// <summary>What the router does on every snapshot: keep its hash chain posted, forget what is settled.</summary>
internal sealed class RouterWatch(
    INetworkView view,
    RouterChainPublisher chains,
    TaskReservations reservations,
    UnconfirmedSpend spend,
    TaskRuns runs,
    RouterState state,
    ILogger<RouterWatch> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (NetworkSnapshot snapshot in view.WatchAsync(stoppingToken))
            {
                state.ChainMoved();
                spend.Prune(snapshot);
                reservations.Prune();
                runs.Prune(snapshot);
                await KeepChainAsync(snapshot, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task KeepChainAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await chains.KeepAsync(snapshot, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.DutyFailed(logger, "hash chain", exception); // The next snapshot tries again.
        }
    }
}
