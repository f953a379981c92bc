using Cortensor.Storage.Blocks;

namespace Cortensor.Storage.UnixFs;

/// <summary>Cuts a stream into blocks under profile unixfs-v1-2025, holding one chunk at a time in memory.</summary>
public static class UnixFsImporter
{
    /// <summary>Reads the stream to its end and stores its blocks, children before parents.</summary>
    /// <exception cref="IOException">The stream or the store failed; blocks stored so far stay.</exception>
    public static Task<ImportedFile> ImportAsync(Stream input, IBlockStore blocks, CancellationToken cancellationToken) =>
        ImportAsync(input, blocks, UnixFsProfile.V1Of2025, cancellationToken);

    internal static async Task<ImportedFile> ImportAsync(
        Stream input,
        IBlockStore blocks,
        UnixFsProfile profile,
        CancellationToken cancellationToken
    )
    {
        BalancedTree tree = new(blocks, profile.Width);
        byte[] chunk = new byte[profile.ChunkBytes];
        int length = await input.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);
        do
        {
            Cid leaf = await blocks.PutAsync(CidCodec.Raw, chunk.AsMemory(0, length), cancellationToken);
            await tree.AddLeafAsync(new ImportedFile(leaf, length, length), cancellationToken);
            length = await input.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);
        } while (length > 0);

        return await tree.FinishAsync(cancellationToken);
    }
}
