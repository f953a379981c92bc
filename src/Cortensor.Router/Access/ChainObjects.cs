using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Router.Access;

/// <summary>Which task and miner the chain says an object belongs to.</summary>
/// <remarks>
/// Anybody may ask for any digest, so a question must not cost a look at every task: of each snapshot only what is new or still open is
/// read.
/// </remarks>
internal sealed class ChainObjects(INetworkView view)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash32, ObjectOwner> _known = [];
    private readonly Dictionary<SessionId, ulong> _counted = [];
    private ImmutableHashSet<TaskKey> _open = [];
    private NetworkSnapshot? _read;

    public ObjectOwner? Find(Hash32 digest)
    {
        lock (_lock)
        {
            Read_NeedsLock(view.Current);
            return _known.GetValueOrDefault(digest);
        }
    }

    private void Read_NeedsLock(NetworkSnapshot now)
    {
        if (ReferenceEquals(now, _read))
        {
            return;
        }

        foreach (TaskKey key in _open)
        {
            Note_NeedsLock(now, key);
        }

        foreach ((SessionId session, SessionInfo info) in now.Sessions)
        {
            // After a reorganization there may be fewer: then those that come next are new again.
            for (ulong task = Math.Min(_counted.GetValueOrDefault(session), info.TaskCount) + 1; task <= info.TaskCount; task++)
            {
                Note_NeedsLock(now, new TaskKey(session, new TaskId(task)));
            }

            _counted[session] = info.TaskCount;
        }

        (_open, _read) = (now.OpenTasks, now);
    }

    // The first owner stays: whoever names somebody else's digest in a task of his own must not become the one who may read it.
    private void Note_NeedsLock(NetworkSnapshot now, TaskKey key)
    {
        if (!now.Tasks.TryGetValue(key, out QueueTask? task))
        {
            return;
        }

        _ = _known.TryAdd(task.RequestDigest, new ObjectOwner(key, null));
        foreach (TaskSlot slot in task.Slots.Where(slot => !slot.ResultDigest.IsZero))
        {
            _ = _known.TryAdd(slot.ResultDigest, new ObjectOwner(key, slot.Miner));
        }
    }
}
