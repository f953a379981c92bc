using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>An event as a contract emitted it.</summary>
/// <param name="Contract">Who emitted it.</param>
/// <param name="Topics">The event's signature hash and its indexed values.</param>
/// <param name="Data">The other values, ABI-encoded.</param>
/// <param name="BlockNumber">The block's height.</param>
/// <param name="BlockHash">The block.</param>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="LogIndex">The place within the block.</param>
public sealed record LogEntry(
    Address Contract,
    IReadOnlyList<Hash32> Topics,
    ReadOnlyMemory<byte> Data,
    ulong BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    uint LogIndex
);
