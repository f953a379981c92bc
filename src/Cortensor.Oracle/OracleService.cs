using Cortensor.Oracle.Queue;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Oracle;

/// <summary>Runs every duty beside the others until the host stops, then lets begun moves end.</summary>
internal sealed class OracleService(IEnumerable<IOracleDuty> duties, INetworkView view, OracleInstruments instruments, ILogger<OracleService> logger)
    : BackgroundService
{
    private readonly IOracleDuty[] _duties = [.. duties];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_duties.Select(duty => new DutyLoop(duty, view, instruments, logger).RunAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }

        await Task.WhenAll(_duties.OfType<TaskDuty>().Select(duty => duty.WhenIdleAsync()));
    }
}
