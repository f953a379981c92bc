using Cortensor.Router.Miners;
using Cortensor.Router.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>
/// On the word to stop: new tasks are refused by code, running answers may end, miners may still bring their results, and what is left at
/// the deadline is handed back: its client is told where the task goes on. Then the miners' sockets are closed. All of it comes before the
/// web server stops listening, so that no client is refused a connection, and before the submit lane ends.
/// </summary>
internal sealed class RouterShutdown(
    RouterState state,
    MinerHub hub,
    TaskRuns runs,
    IOptions<RouterOptions> options,
    TimeProvider time,
    ILogger<RouterShutdown> logger
) : IHostedLifecycleService
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Stop();
        Log.Stopping(logger, runs.Streaming);
        if (!await WithinAsync(runs.WhenSettledAsync, options.Value.DrainTimeout, cancellationToken))
        {
            Log.HandedBack(logger, await runs.HandBackAsync(), runs.Count);
        }

        Task ended = Task.WhenAll(hub.All.Select(static miner => miner.Ended));
        hub.CloseAll("shutting_down");
        _ = await WithinAsync(_ => ended, CloseTimeout, cancellationToken);
        hub.AbortAll();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>False when time was up first.</summary>
    private async Task<bool> WithinAsync(Func<CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await work(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return false;
        }
    }
}
