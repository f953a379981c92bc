using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;

namespace Cortensor.Bench.Router;

/// <summary>
/// Brings every task to its end as its miner and the oracle would, so that the router's books stay those of a working network.
/// </summary>
internal sealed class Settler(MemoryChain chain)
{
    private static readonly Hash32 Result = Keccak256.HashText("a result");
    private static readonly Hash32 Salt = Keccak256.HashText("a salt");

    private readonly Dictionary<Address, IQueueLedger> _miners = Enumerable
        .Range(0, BenchKeys.Miners)
        .Select(index => BenchKeys.Miner(index).Address)
        .ToDictionary(miner => miner, miner => chain.As(miner).Queue);

    private readonly IQueueLedger _oracle = chain.As(BenchKeys.Owner.Address).Queue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (NetworkSnapshot snapshot in chain.WatchAsync(cancellationToken))
            {
                foreach (TaskKey key in snapshot.OpenTasks)
                {
                    await SettleAsync(snapshot.Tasks[key], cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The bench is over.
        }
    }

    // A task that a snapshot still shows open may be settled already: its moves are refused then, which does no harm.
    private async Task SettleAsync(QueueTask task, CancellationToken cancellationToken)
    {
        IQueueLedger miner = _miners[task.Slots[0].Miner];
        if (!(await miner.PrecommitAsync(task.Key, 0, miner.CommitmentOf(task.Key, miner.Actor, Result, Salt), cancellationToken)).Made)
        {
            return;
        }

        _ = await miner.CommitAsync(task.Key, 0, Result, Salt, 8, 8, cancellationToken);
        _ = await _oracle.CompleteAsync(task.Key, 1, cancellationToken);
    }
}
