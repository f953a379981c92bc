using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Rpc;

/// <summary>Asks the endpoint.</summary>
public sealed class EthBlockHashes(EthClient client) : IBlockHashes
{
    /// <inheritdoc/>
    public async ValueTask<Hash32?> FindAsync(ulong number, CancellationToken cancellationToken) =>
        (await client.GetHeaderAsync(BlockTag.At(number), cancellationToken))?.Hash;
}
