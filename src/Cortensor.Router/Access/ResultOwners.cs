using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Access;

/// <summary>
/// Which task and miner an object belongs to. Results are known here before their commit is on chain; afterwards, and after a restart, the
/// chain tells. Bounded: the oldest make room.
/// </summary>
internal sealed class ResultOwners(INetworkView view)
{
    private const int Most = 16_384;

    private readonly ChainObjects _chain = new(view);
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash32, ObjectOwner> _early = [];
    private readonly Dictionary<(TaskKey Task, Address Miner), int> _results = [];
    private readonly Queue<Hash32> _order = new();

    /// <summary>
    /// A result that came before its commit. The first owner stays: no node gets to read an object by handing it in again.
    /// </summary>
    public void Add(Hash32 digest, TaskKey task, Address miner)
    {
        ObjectOwner owner = new(task, miner);
        lock (_lock)
        {
            if (!_early.TryAdd(digest, owner))
            {
                return;
            }

            Count_NeedsLock(owner, 1);
            _order.Enqueue(digest);
            if (_order.Count > Most && _early.Remove(_order.Dequeue(), out ObjectOwner? oldest))
            {
                Count_NeedsLock(oldest, -1);
            }
        }
    }

    /// <summary>Whether a miner has so many results for a task already, this one not among them.</summary>
    public bool HasOthers(TaskKey task, Address miner, Hash32 digest, int most)
    {
        lock (_lock)
        {
            return _results.GetValueOrDefault((task, miner)) >= most && !_early.ContainsKey(digest);
        }
    }

    public ObjectOwner? Find(Hash32 digest)
    {
        lock (_lock)
        {
            if (_early.TryGetValue(digest, out ObjectOwner? known))
            {
                return known;
            }
        }

        return _chain.Find(digest);
    }

    private void Count_NeedsLock(ObjectOwner owner, int more)
    {
        if (owner.Miner is not Address miner)
        {
            return;
        }

        int count = _results.GetValueOrDefault((owner.Task, miner)) + more;
        if (count > 0)
        {
            _results[(owner.Task, miner)] = count;
        }
        else
        {
            _ = _results.Remove((owner.Task, miner));
        }
    }
}
