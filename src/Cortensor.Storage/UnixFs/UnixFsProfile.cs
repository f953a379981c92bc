namespace Cortensor.Storage.UnixFs;

/// <summary>The numbers that decide which CID a file gets.</summary>
/// <param name="ChunkBytes">Bytes of a leaf.</param>
/// <param name="Width">Children of a node.</param>
internal sealed record UnixFsProfile(int ChunkBytes, int Width)
{
    /// <summary>unixfs-v1-2025 (IPIP-499): CIDv1, sha2-256, raw leaves, a single leaf stands alone.</summary>
    public static UnixFsProfile V1Of2025 { get; } = new(1 << 20, 1024);
}
