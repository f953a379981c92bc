using Cortensor.Miner.Pool;
using Cortensor.Miner.Queue;
using Cortensor.Miner.Routers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner;

/// <summary>
/// Runs the miner: recovery first, then the watcher, the pool offer and one link per router. Stops workers last, so that a move can end.
/// </summary>
internal sealed class MinerService(
    MinerIdentity identity,
    JournalRecovery recovery,
    SlotWatcher watcher,
    PoolOffer pool,
    TaskWorkers workers,
    Handshake handshake,
    RouterDirectory directory,
    IOptions<MinerOptions> options,
    TimeProvider time,
    MinerInstruments instruments,
    ILogger<MinerService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await recovery.RunAsync(stoppingToken);
            await RunTogetherAsync(
                [watcher.RunAsync, pool.RunAsync, .. Links().Select<RouterLink, Func<CancellationToken, Task>>(link => link.RunAsync)],
                stoppingToken
            );
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }
        finally
        {
            await workers.DisposeAsync();
        }
    }

    /// <summary>A part that breaks ends the others, and with them the host: half a miner would lose bonds quietly.</summary>
    private static async Task RunTogetherAsync(IEnumerable<Func<CancellationToken, Task>> parts, CancellationToken stoppingToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(parts.Select(RunAsync));

        async Task RunAsync(Func<CancellationToken, Task> part)
        {
            try
            {
                await part(ending.Token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }

    private IEnumerable<RouterLink> Links() =>
        options.Value.Routers.Select(
            (endpoint, index) =>
                new RouterLink(
                    endpoint,
                    pool.Slots,
                    handshake,
                    directory,
                    workers,
                    options,
                    time,
                    instruments,
                    new Random(HashCode(index)),
                    logger
                )
        );

    // Each miner and link has its own rhythm, the same after every start.
    private int HashCode(int index)
    {
        byte[] address = new byte[Primitives.Address.Size];
        identity.Address.CopyTo(address);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(address) + index;
    }
}
