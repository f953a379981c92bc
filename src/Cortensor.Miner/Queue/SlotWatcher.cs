using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Looks at every snapshot: a slot of ours gets a worker, whether a router announced it or not, and every worker looks again.</summary>
internal sealed class SlotWatcher(MinerIdentity identity, INetworkView view, TaskWorkers workers, FinishedResults finished, BlockClock blocks)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            Look(snapshot);
            await finished.PruneAsync(snapshot.Head.Number, cancellationToken);
        }
    }

    internal void Look(NetworkSnapshot snapshot)
    {
        blocks.Observe(snapshot.Head);
        foreach (TaskKey key in snapshot.OpenTasks)
        {
            if (snapshot.Tasks.TryGetValue(key, out QueueTask? task) && Seat.Of(task, identity.Address).Kind == SeatKind.Open)
            {
                _ = workers.Ensure(key);
            }
        }

        workers.PokeAll();
    }
}
