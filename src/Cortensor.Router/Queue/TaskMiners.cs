using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Miners;

namespace Cortensor.Router.Queue;

/// <summary>The miners that were asked to answer one task: only they may say anything about it, and no more than there is to say.</summary>
internal sealed class TaskMiners(MinerHub hub, Address first)
{
    /// <summary>What a miner may say about a task besides tokens: an ack, a decline, an error, each again after a new connection.</summary>
    private const int MaxWords = 32;

    private readonly ConcurrentDictionary<Address, StrongBox<int>> _words = new();
    private volatile StrongBox<Address> _streamer = new(first);

    /// <summary>Who streams now, or streamed last: nobody else may send tokens.</summary>
    public Address Streamer => _streamer.Value;

    public int Count => _words.Count;

    public bool Contains(Address miner) => _words.ContainsKey(miner);

    /// <summary>Sends the task to a miner; false when it is not connected or takes no more frames.</summary>
    public bool Ask(Address miner, TaskFrame task, bool elected)
    {
        if (hub.Find(miner) is not { } connection)
        {
            return false;
        }
        // Before it is asked, because it may answer at once.
        bool isNew = _words.TryAdd(miner, new StrongBox<int>());
        if (elected)
        {
            _streamer = new StrongBox<Address>(miner);
        }

        bool sent = connection.TrySend(task);
        if (!sent && isNew)
        {
            _ = _words.TryRemove(miner, out _);
        }

        return sent;
    }

    /// <summary>Counts one word of a miner; false when it was not asked or has said too much.</summary>
    public bool MaySpeak(Address miner) =>
        _words.TryGetValue(miner, out StrongBox<int>? words) && Interlocked.Increment(ref words.Value) <= MaxWords;

    /// <summary>Tells all of them to stop.</summary>
    public void Cancel(TaskKey task, string reason)
    {
        foreach (Address miner in _words.Keys)
        {
            hub.Find(miner)?.Cancel(task, reason);
        }
    }
}
