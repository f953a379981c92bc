using Cortensor.Api.Native;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Health;

/// <summary>Looks at the node by itself, so that the log and the metrics tell of trouble even when nobody probes it.</summary>
internal sealed class ReadyWatch(ReadyBoard board, TimeProvider time, ILogger<ReadyWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Tell(await board.CheckAsync(stoppingToken));
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>Each change once: a cause that stays is not repeated.</summary>
    internal void Tell(HealthView health)
    {
        foreach (HealthCause cause in health.Causes)
        {
            if (_told.GetValueOrDefault(cause.Check) == cause.Code)
            {
                continue;
            }

            _told[cause.Check] = cause.Code;
            Log.NotReady(logger, cause.Check, cause.Code, cause.Detail ?? string.Empty);
        }

        foreach (string check in _told.Keys.Except(health.Causes.Select(cause => cause.Check)).ToArray())
        {
            _ = _told.Remove(check);
            Log.ReadyAgain(logger, check);
        }
    }
}
