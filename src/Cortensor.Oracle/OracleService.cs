using Cortensor.Oracle.Queue;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Oracle;

/// <summary>Runs every duty beside the others until the host stops, then lets begun moves end.</summary>
internal sealed class OracleService(
    IEnumerable<IOracleDuty> duties,
    INetworkView view,
    OracleInstruments instruments,
    ILogger<OracleService> logger
) : BackgroundService
{
    private readonly IOracleDuty[] _duties = [.. duties];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunTogetherAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }

        await Task.WhenAll(_duties.OfType<TaskDuty>().Select(duty => duty.WhenIdleAsync()));
    }

    /// <summary>
    /// A loop that ends by itself, because the view broke, ends the others, and with them the host: half an oracle would let tasks hang.
    /// </summary>
    private async Task RunTogetherAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(_duties.Select(RunAsync));

        async Task RunAsync(IOracleDuty duty)
        {
            try
            {
                await new DutyLoop(duty, view, instruments, logger).RunAsync(ending.Token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }
}
