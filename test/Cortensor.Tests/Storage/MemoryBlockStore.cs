using System.Collections.Concurrent;
using Cortensor.Storage;
using Cortensor.Storage.Blocks;

namespace Cortensor.Tests.Storage;

/// <summary>Blocks in memory, for trees of many thousand; <see cref="Blocks"/> is open so that tests can damage and remove them.</summary>
internal sealed class MemoryBlockStore : IBlockStore
{
    public ConcurrentDictionary<Cid, byte[]> Blocks { get; } = new();

    public ValueTask<Cid> PutAsync(CidCodec codec, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        Cid cid = Cid.Of(codec, block.Span);
        Blocks[cid] = block.ToArray();
        return ValueTask.FromResult(cid);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Blocks.TryGetValue(cid, out byte[]? block) ? block : (ReadOnlyMemory<byte>?)null);

    public ValueTask<bool> HasAsync(Cid cid, CancellationToken cancellationToken) => ValueTask.FromResult(Blocks.ContainsKey(cid));
}
