using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Watching;

/// <summary>The headers applied last, oldest first, at most a fixed number of them.</summary>
internal sealed class HeaderTrail(int capacity)
{
    private readonly LinkedList<BlockHeader> _headers = [];

    public BlockHeader? Last => _headers.Last?.Value;

    public BlockHeader? First => _headers.First?.Value;

    /// <summary>The header of a height; null when it is not remembered.</summary>
    public BlockHeader? Find(ulong number)
    {
        for (LinkedListNode<BlockHeader>? node = _headers.Last; node is not null && node.Value.Number >= number; node = node.Previous)
        {
            if (node.Value.Number == number)
            {
                return node.Value;
            }
        }

        return null;
    }

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
