using System.Collections.Concurrent;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Access;

/// <summary>Which task and miner an object belongs to. Results are known here before their commit is on chain; after a restart the chain tells.</summary>
internal sealed class ResultOwners(INetworkView view)
{
    private readonly ConcurrentDictionary<Hash32, ObjectOwner> _known = new();

    public void Add(Hash32 digest, TaskKey task, Address miner) => _known[digest] = new ObjectOwner(task, miner);

    public ObjectOwner? Find(Hash32 digest)
    {
        if (_known.TryGetValue(digest, out ObjectOwner? known))
            return known;
        foreach (QueueTask task in view.Current.Tasks.Values)
        {
            Address? miner = task.Slots.FirstOrDefault(slot => slot.ResultDigest == digest)?.Miner;
            if (miner is not null || task.RequestDigest == digest)
                return _known.GetOrAdd(digest, new ObjectOwner(task.Key, miner));
        }

        return null;
    }
}
