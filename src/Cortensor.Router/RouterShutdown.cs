using Cortensor.Router.Miners;
using Cortensor.Router.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>
/// On the word to stop: no new tasks, running answers may end, then the miners' sockets are closed. It runs beside the web server's own stop, which waits
/// for open sockets and would wait in vain.
/// </summary>
internal sealed class RouterShutdown(
    IHostApplicationLifetime lifetime, RouterState state, MinerHub hub, TaskRuns runs, IOptions<RouterOptions> options, TimeProvider time, ILogger<RouterShutdown> logger)
    : IHostedService
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private Task _draining = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = lifetime.ApplicationStopping.Register(() => _draining = DrainAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _draining;

    private async Task DrainAsync()
    {
        state.Stop();
        Log.Stopping(logger, runs.Streaming);
        await WithinAsync(Task.WhenAll(runs.All.Select(static run => run.Answered)), options.Value.DrainTimeout);
        Task ended = Task.WhenAll(hub.All.Select(static miner => miner.Ended));
        hub.CloseAll("shutting_down");
        await WithinAsync(ended, CloseTimeout);
        hub.AbortAll();
    }

    private async Task WithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            // Who is not done by now is cut off: the client sees the stream break, the chain settles the task.
        }
    }
}
