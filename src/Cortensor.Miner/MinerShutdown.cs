using Cortensor.Miner.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner;

/// <summary>
/// On the word to stop: new orders are declined, what is under way may end, and at the deadline whatever binds nobody yet is declined on
/// chain, so that another miner gets it at once instead of after a deadline. What is precommitted stays in the journal for the next start.
/// All of it comes before the links close.
/// </summary>
internal sealed class MinerShutdown(TaskWorkers workers, IOptions<MinerOptions> options, TimeProvider time, ILogger<MinerShutdown> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan DeclineTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return; // No time was given: the journal and the chain know where to go on.
        }

        workers.TakeNoMore();
        Log.Stopping(logger, workers.Busy);
        if (await IdleWithinAsync(options.Value.DrainTimeout, cancellationToken))
        {
            return;
        }

        Log.HandingBack(logger, workers.Busy);
        workers.HandBack();
        _ = await IdleWithinAsync(DeclineTimeout, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IdleWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        long since = time.GetTimestamp();
        try
        {
            while (workers.Busy > 0 && time.GetElapsedTime(since) < limit)
            {
                await Task.Delay(Look, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host's own deadline came first.
        }

        return workers.Busy == 0;
    }
}
