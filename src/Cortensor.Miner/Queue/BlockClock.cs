using Cortensor.Protocol.Ledger;

namespace Cortensor.Miner.Queue;

/// <summary>How far apart blocks have been lately, in chain time. Written by one watcher, read by all workers.</summary>
internal sealed class BlockClock
{
    private const int Kept = 8;

    private readonly Queue<ChainHead> _heads = new(Kept);
    private ulong _seconds;

    /// <summary>Mean distance rounded up; 0 while it is under a second or unknown.</summary>
    public ulong Seconds => Volatile.Read(ref _seconds);

    public void Observe(ChainHead head)
    {
        if (_heads.Count == Kept)
        {
            _ = _heads.Dequeue();
        }

        _heads.Enqueue(head);
        ChainHead first = _heads.Peek();
        ulong blocks = head.Number > first.Number ? head.Number - first.Number : 0;
        ulong seconds = head.Timestamp > first.Timestamp ? head.Timestamp - first.Timestamp : 0;
        Volatile.Write(ref _seconds, blocks == 0 || seconds < blocks ? 0 : (seconds + blocks - 1) / blocks);
    }
}
