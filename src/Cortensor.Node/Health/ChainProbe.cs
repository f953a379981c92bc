using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Microsoft.Extensions.Hosting;

namespace Cortensor.Node.Health;

/// <summary>Asks the chain's node now and then what no event tells: its head and the money for gas.</summary>
internal sealed class ChainProbe(EthClient client, ISigner signer, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    private volatile ChainStatus? _status;

    /// <summary>The last answer; null before the first.</summary>
    public ChainStatus? Status => _status;

    /// <summary>How long the head has stood still, as far as this node can tell.</summary>
    public TimeSpan HeadAge => _status is { } status ? time.GetElapsedTime(status.HeadMovedAt) : TimeSpan.Zero;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await ProbeAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    internal async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource limit = new(Timeout, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            BlockHeader? head = await client.GetHeaderAsync(BlockTag.Latest, either.Token);
            BigInteger gas = await client.GetBalanceAsync(signer.Address, BlockTag.Latest, either.Token);
            ulong number = head?.Number ?? 0;
            _status = new ChainStatus(
                number,
                gas,
                _status is { } before && before.Head == number ? before.HeadMovedAt : time.GetTimestamp()
            );
        }
        catch (Exception exception)
            when (exception is RpcUnreachableException or JsonRpcException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            // Nothing new is known; the view's own check says that the chain does not answer.
        }
    }
}
