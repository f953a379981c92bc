using Cortensor.Storage.Blocks;
using Cortensor.Storage.UnixFs;

namespace Cortensor.Storage.Car;

/// <summary>Moves trees between a block store and CAR files.</summary>
public static class CarArchive
{
    /// <summary>Writes a tree depth first, parents before children, every block once: the same tree always gives the same bytes.</summary>
    /// <exception cref="MissingBlockException">A block is not in the store; the output has the blocks before it.</exception>
    /// <exception cref="InvalidDataException">A block is damaged or no dag-pb node.</exception>
    public static async Task ExportAsync(Cid root, IBlockStore blocks, Stream output, CancellationToken cancellationToken)
    {
        CarWriter writer = await CarWriter.StartAsync(output, [root], cancellationToken);
        HashSet<Cid> written = [];
        Stack<Cid> open = new([root]);
        while (open.TryPop(out Cid cid))
        {
            // A block may be named many times before its turn comes; the first in file order is the one that is written.
            if (!written.Add(cid))
            {
                continue;
            }

            ReadOnlyMemory<byte> block = await blocks.GetAsync(cid, cancellationToken) ?? throw new MissingBlockException(cid);
            await writer.WriteAsync(new CarBlock(cid, block), cancellationToken);
            if (cid.Codec != CidCodec.DagPb)
            {
                continue;
            }

            // The stack turns the order round, so the last link goes on first.
            foreach (DagPbLink link in DagPbNode.Decode(block.Span).Links.Reverse())
            {
                if (!written.Contains(link.Cid))
                {
                    open.Push(link.Cid);
                }
            }
        }
    }

    /// <summary>Stores every block of an archive and returns its roots.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged; blocks before the damage are stored.</exception>
    public static async Task<IReadOnlyList<Cid>> ImportAsync(Stream input, IBlockStore blocks, CancellationToken cancellationToken)
    {
        CarReader reader = await CarReader.OpenAsync(input, cancellationToken);
        await foreach (CarBlock block in reader.ReadBlocksAsync(cancellationToken))
        {
            _ = await blocks.PutAsync(block.Cid.Codec, block.Bytes, cancellationToken);
        }

        return reader.Roots;
    }
}
