using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// Looks at every snapshot: a slot of ours gets a worker, whether a router announced it or not, and every worker looks again.
/// </summary>
internal sealed class SlotWatcher(MinerIdentity identity, INetworkView view, TaskWorkers workers, TaskWorkerContext context)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            OnSnapshot(snapshot);
            await context.Finished.PruneAsync(snapshot.Head.Number, cancellationToken);
            await context.Journal.TryAgainAsync(cancellationToken);
        }
    }

    internal void OnSnapshot(NetworkSnapshot snapshot)
    {
        context.Blocks.Observe(snapshot.Head);
        context.Bonds.OnSnapshot(snapshot);
        foreach (TaskKey key in snapshot.OpenTasks)
        {
            if (snapshot.Tasks.TryGetValue(key, out QueueTask? task) && SlotStatus.Of(task, identity.Address).Kind == SlotStatusKind.Open)
            {
                _ = workers.Ensure(key);
            }
        }

        workers.PokeAll();
    }
}
