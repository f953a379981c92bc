namespace Cortensor.Storage.Car;

/// <summary>Writes a CAR version 1 file: header, then blocks as they come.</summary>
public sealed class CarWriter
{
    private readonly Stream _output;

    private CarWriter(Stream output) => _output = output;

    /// <summary>Writes the header.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 23 roots.</exception>
    public static async Task<CarWriter> StartAsync(Stream output, IReadOnlyList<Cid> roots, CancellationToken cancellationToken)
    {
        CarWriter writer = new(output);
        await writer.WriteSectionAsync(CarHeader.Encode(roots), default, cancellationToken);
        return writer;
    }

    /// <summary>Writes a block. The caller has checked it against its CID.</summary>
    public Task WriteAsync(CarBlock block, CancellationToken cancellationToken) =>
        WriteSectionAsync(block.Cid.ToArray(), block.Bytes, cancellationToken);

    private async Task WriteSectionAsync(byte[] head, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using MemoryStream length = new();
        Varint.Write(length, (ulong)(head.Length + bytes.Length));
        await _output.WriteAsync((byte[])[.. length.ToArray(), .. head], cancellationToken);
        await _output.WriteAsync(bytes, cancellationToken);
    }
}
