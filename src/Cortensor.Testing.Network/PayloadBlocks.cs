using Cortensor.Protocol.Storage;
using Cortensor.Storage;
using Cortensor.Storage.Blocks;

namespace Cortensor.Testing.Network;

/// <summary>A payload store as the gateway looks at it: every object is one raw leaf.</summary>
internal sealed class PayloadBlocks(IPayloadStore store) : IBlockStore
{
    public async ValueTask<Cid> PutAsync(CidCodec codec, ReadOnlyMemory<byte> block, CancellationToken cancellationToken) =>
        codec == CidCodec.Raw
            ? Cid.Raw(await store.PutAsync(block, cancellationToken))
            : throw new ArgumentException("Only raw leaves are kept here.", nameof(codec));

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) =>
        cid.Codec == CidCodec.Raw ? store.GetAsync(cid.Digest, cancellationToken) : ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);

    public async ValueTask<bool> HasAsync(Cid cid, CancellationToken cancellationToken) =>
        await GetAsync(cid, cancellationToken) is not null;
}
