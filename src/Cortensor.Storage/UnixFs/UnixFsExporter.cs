using Cortensor.Storage.Blocks;

namespace Cortensor.Storage.UnixFs;

/// <summary>
/// Writes a file's bytes in order, checking every block and every stated size. Reads any balanced or trickle file of raw and dag-pb blocks.
/// </summary>
public static class UnixFsExporter
{
    /// <summary>Deeper trees are refused; 1,024 children a node make five levels a petabyte.</summary>
    private const int MaxDepth = 16;

    /// <summary>Writes the file behind a CID and returns its length.</summary>
    /// <param name="root">A raw block or a dag-pb file.</param>
    /// <param name="blocks">Where its blocks are.</param>
    /// <param name="output">Gets the bytes; on an exception it has part of them.</param>
    /// <param name="maxBytes">A longer file is refused before its excess is written.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <exception cref="MissingBlockException">A block is not in the store.</exception>
    /// <exception cref="InvalidDataException">
    /// A block is damaged, no file, states a wrong size, or the file is too long or too deep.
    /// </exception>
    public static Task<long> ExportAsync(Cid root, IBlockStore blocks, Stream output, long maxBytes, CancellationToken cancellationToken) =>
        WriteAsync(root, maxBytes, depth: 0, blocks, output, cancellationToken);

    private static async Task<long> WriteAsync(
        Cid cid,
        long limit,
        int depth,
        IBlockStore blocks,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException("The file's tree is too deep.");
        }

        ReadOnlyMemory<byte> block = await blocks.GetAsync(cid, cancellationToken) ?? throw new MissingBlockException(cid);
        if (cid.Codec == CidCodec.Raw)
        {
            CheckLimit((ulong)block.Length, limit);
            await output.WriteAsync(block, cancellationToken);
            return block.Length;
        }

        DagPbNode node = DagPbNode.Decode(block.Span);
        UnixFsFile file = UnixFsFile.Decode(node.Data.Span);
        CheckLimit(file.FileSize, limit);
        if (file.BlockSizes.Count != node.Links.Count)
        {
            throw new InvalidDataException($"The node {cid} states {file.BlockSizes.Count} sizes for {node.Links.Count} links.");
        }

        await output.WriteAsync(file.Data, cancellationToken);
        long written = file.Data.Length;
        for (int i = 0; i < node.Links.Count; i++)
        {
            long stated = (long)Math.Min(file.BlockSizes[i], (ulong)(limit - written));
            long child = await WriteAsync(node.Links[i].Cid, stated, depth + 1, blocks, output, cancellationToken);
            if ((ulong)child != file.BlockSizes[i])
            {
                throw new InvalidDataException($"The node {cid} states {file.BlockSizes[i]} bytes for a child of {child}.");
            }

            written += child;
        }

        return (ulong)written == file.FileSize
            ? written
            : throw new InvalidDataException($"The node {cid} states {file.FileSize} bytes and has {written}.");
    }

    private static void CheckLimit(ulong size, long limit)
    {
        if (limit < 0 || size > (ulong)limit)
        {
            throw new InvalidDataException($"The file is longer than the {limit} bytes stated or allowed.");
        }
    }
}
