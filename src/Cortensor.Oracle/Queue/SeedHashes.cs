using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// Hashes of the blocks this node has seen lately: the seeds of router-less tasks come from them (decision 0001, "assign").
/// </summary>
internal sealed class SeedHashes
{
    /// <summary>As far back as the EVM's <c>blockhash</c> reaches.</summary>
    public const ulong Reach = 256;

    private readonly Dictionary<ulong, Hash32> _hashes = [];

    public void Observe(ChainHead head)
    {
        _hashes[head.Number] = head.Hash;
        foreach (ulong old in _hashes.Keys.Where(number => number + Reach < head.Number || number > head.Number).ToArray())
        {
            _ = _hashes.Remove(old);
        }
    }

    public Hash32? Find(ulong block) => _hashes.TryGetValue(block, out Hash32 hash) ? hash : null;
}
