using Cortensor.Primitives;

namespace Cortensor.Protocol.Ledger;

/// <summary>
/// Hashes of past blocks: the seeds of tasks without a router come from them (decision 0001, "assign"), and a view may skip the block in
/// question.
/// </summary>
public interface IBlockHashes
{
    /// <summary>The hash of the block of that height on the present chain; null when there is none yet.</summary>
    ValueTask<Hash32?> FindAsync(ulong number, CancellationToken cancellationToken);
}
