using System.Runtime.CompilerServices;
using Cortensor.Storage.Blocks;

namespace Cortensor.Storage.Car;

/// <summary>Reads a CAR version 1 stream once, front to back. Every block is checked against its CID before it comes out.</summary>
public sealed class CarReader
{
    private readonly Stream _input;

    private CarReader(Stream input, IReadOnlyList<Cid> roots)
    {
        _input = input;
        Roots = roots;
    }

    /// <summary>What the archive says it is about; its blocks need not include them.</summary>
    public IReadOnlyList<Cid> Roots { get; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">The stream is no CAR of version 1, or uses CIDs of a kind not used here.</exception>
    public static async Task<CarReader> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        byte[] header =
            await ReadSectionAsync(input, CarHeader.MaxBytes, cancellationToken) ?? throw new InvalidDataException("The CAR is empty.");
        return new CarReader(input, CarHeader.Decode(header));
    }

    /// <summary>The blocks in the order they stand in the file.</summary>
    /// <exception cref="InvalidDataException">
    /// A block is cut short, too large, does not match its CID, or has a CID of a kind not used here.
    /// </exception>
    public async IAsyncEnumerable<CarBlock> ReadBlocksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadSectionAsync(_input, Cid.Size + IBlockStore.MaxBlockBytes, cancellationToken) is { } section)
        {
            if (!Cid.TryRead(section, out Cid cid))
            {
                throw new InvalidDataException("The CAR holds a block whose CID is not version 1, raw or dag-pb, sha2-256.");
            }

            ReadOnlyMemory<byte> bytes = section.AsMemory(Cid.Size);
            if (!cid.Matches(bytes.Span))
            {
                throw new InvalidDataException($"The CAR's block {cid} does not match its CID.");
            }

            yield return new CarBlock(cid, bytes);
        }
    }

    private static async Task<byte[]?> ReadSectionAsync(Stream input, int maxBytes, CancellationToken cancellationToken)
    {
        byte[] prefix = new byte[Varint.MaxBytes];
        for (int i = 0; i < prefix.Length; i++)
        {
            int read = await input.ReadAsync(prefix.AsMemory(i, 1), cancellationToken);
            if (read == 0 && i == 0)
            {
                return null;
            }

            if (read == 0)
            {
                break;
            }

            if (prefix[i] < 0x80)
            {
                return await ReadBodyAsync(input, ReadLength(prefix.AsSpan(0, i + 1), maxBytes), cancellationToken);
            }
        }

        throw new InvalidDataException("The CAR is cut short, or a length in it is too long.");
    }

    private static int ReadLength(ReadOnlySpan<byte> prefix, int maxBytes) =>
        Varint.TryRead(ref prefix, out ulong length) && length <= (ulong)maxBytes
            ? (int)length
            : throw new InvalidDataException($"The CAR holds a section longer than {maxBytes} bytes, or a padded length.");

    private static async Task<byte[]> ReadBodyAsync(Stream input, int length, CancellationToken cancellationToken)
    {
        byte[] body = new byte[length];
        int read = await input.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellationToken);
        return read == length ? body : throw new InvalidDataException("The CAR is cut short.");
    }
}
