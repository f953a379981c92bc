using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>What the network reads of a block.</summary>
/// <param name="Number">Height.</param>
/// <param name="Hash">Identity.</param>
/// <param name="ParentHash">The block before.</param>
/// <param name="Timestamp">Seconds since 1970; several blocks may share one. This is the network's clock.</param>
/// <param name="BaseFeePerGas">EIP-1559 base fee in wei; zero on chains without one.</param>
public sealed record BlockHeader(ulong Number, Hash32 Hash, Hash32 ParentHash, ulong Timestamp, BigInteger BaseFeePerGas)
{
    /// <summary>What the block's logs are about, as far as a header tells; null from nodes that leave it out.</summary>
    public LogsBloom? LogsBloom { get; init; }
}
