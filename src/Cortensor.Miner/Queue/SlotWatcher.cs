using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Looks at every snapshot: a slot of ours gets a worker, whether a router announced it or not, and every worker looks again.</summary>
internal sealed class SlotWatcher(MinerIdentity identity, INetworkView view, TaskWorkers workers, WorkerPorts ports)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            Look(snapshot);
            await ports.Finished.PruneAsync(snapshot.Head.Number, cancellationToken);
            await ports.Journal.TryAgainAsync(cancellationToken);
        }
    }

    internal void Look(NetworkSnapshot snapshot)
    {
        ports.Blocks.Observe(snapshot.Head);
        ports.Bonds.Look(snapshot);
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
