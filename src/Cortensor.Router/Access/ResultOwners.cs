using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Access;

/// <summary>
/// Which task and miner an object belongs to. Results are known here before their commit is on chain; after a restart the chain tells. Bounded: the oldest make
/// room, and the chain tells about those too.
/// </summary>
internal sealed class ResultOwners(INetworkView view)
{
    private const int Most = 16_384;

    private readonly Lock _lock = new();
    private readonly Dictionary<Hash32, ObjectOwner> _known = [];
    private readonly Dictionary<(TaskKey Task, Address Miner), int> _results = [];
    private readonly Queue<Hash32> _order = new();

    public void Add(Hash32 digest, TaskKey task, Address miner) => Remember(digest, new ObjectOwner(task, miner));

    /// <summary>Whether a miner has so many results for a task already, this one not among them.</summary>
    public bool HasOthers(TaskKey task, Address miner, Hash32 digest, int most)
    {
        lock (_lock)
            return _results.GetValueOrDefault((task, miner)) >= most && !_known.ContainsKey(digest);
    }

    public ObjectOwner? Find(Hash32 digest)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(digest, out ObjectOwner? known))
                return known;
        }

        foreach (QueueTask task in view.Current.Tasks.Values)
        {
            Address? miner = task.Slots.FirstOrDefault(slot => slot.ResultDigest == digest)?.Miner;
            if (miner is not null || task.RequestDigest == digest)
                return Remember(digest, new ObjectOwner(task.Key, miner));
        }

        return null;
    }

    private ObjectOwner Remember(Hash32 digest, ObjectOwner owner)
    {
        lock (_lock)
        {
            if (!_known.TryAdd(digest, owner))
                return _known[digest] = owner;
            Count_NeedsLock(owner, 1);
            _order.Enqueue(digest);
            if (_order.Count > Most && _known.Remove(_order.Dequeue(), out ObjectOwner? oldest))
                Count_NeedsLock(oldest, -1);
            return owner;
        }
    }

    private void Count_NeedsLock(ObjectOwner owner, int more)
    {
        if (owner.Miner is not Address miner)
            return;
        int count = _results.GetValueOrDefault((owner.Task, miner)) + more;
        if (count > 0)
            _results[(owner.Task, miner)] = count;
        else
            _ = _results.Remove((owner.Task, miner));
    }
}
