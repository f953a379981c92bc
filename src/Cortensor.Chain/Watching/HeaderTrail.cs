using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Watching;

/// <summary>The headers applied last, oldest first, at most a fixed number of them.</summary>
internal sealed class HeaderTrail(int capacity)
{
    private readonly LinkedList<BlockHeader> _headers = [];

    public BlockHeader? Last => _headers.Last?.Value;

    public BlockHeader? First => _headers.First?.Value;

    public void Add(BlockHeader header)
    {
        _ = _headers.AddLast(header);
        if (_headers.Count > capacity)
        {
            _headers.RemoveFirst();
        }
    }

    public void RemoveLast() => _headers.RemoveLast();
}
