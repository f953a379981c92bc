namespace Cortensor.Storage.Blocks;

/// <summary>Stores blocks, raw or dag-pb, by their CID. What comes out has been checked against its name.</summary>
public interface IBlockStore
{
    /// <summary>The largest block, in bytes (2 MiB): what IPFS peers accept.</summary>
    const int MaxBlockBytes = 2 << 20;

    /// <summary>Stores a block durably and returns its CID. Storing it again changes nothing.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxBlockBytes"/>.</exception>
    /// <exception cref="IOException">It could not be made durable; nothing is half stored.</exception>
    ValueTask<Cid> PutAsync(CidCodec codec, ReadOnlyMemory<byte> block, CancellationToken cancellationToken);

    /// <summary>The block, or null when it is not here.</summary>
    /// <exception cref="InvalidDataException">What is stored does not match the CID.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken);

    /// <summary>Whether the block is here, without reading it.</summary>
    ValueTask<bool> HasAsync(Cid cid, CancellationToken cancellationToken);
}
