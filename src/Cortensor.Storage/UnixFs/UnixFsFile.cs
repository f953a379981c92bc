namespace Cortensor.Storage.UnixFs;

/// <summary>The UnixFS message inside a file's dag-pb node.</summary>
/// <param name="FileSize">Bytes of the file below this node.</param>
/// <param name="BlockSizes">The same for each link.</param>
/// <param name="Data">Bytes the node carries itself; none in our profile.</param>
internal sealed record UnixFsFile(ulong FileSize, IReadOnlyList<ulong> BlockSizes, ReadOnlyMemory<byte> Data)
{
    private const int TypeField = 1;
    private const int DataField = 2;
    private const int FileSizeField = 3;
    private const int BlockSizesField = 4;
    private const ulong RawType = 0;
    private const ulong FileType = 2;

    public byte[] Encode()
    {
        ProtoWriter message = new ProtoWriter().Number(TypeField, FileType);
        if (!Data.IsEmpty)
        {
            _ = message.Bytes(DataField, Data.Span);
        }

        _ = message.Number(FileSizeField, FileSize);
        foreach (ulong size in BlockSizes)
        {
            _ = message.Number(BlockSizesField, size);
        }

        return message.ToArray();
    }

    /// <exception cref="InvalidDataException">The message is no file.</exception>
    public static UnixFsFile Decode(ReadOnlySpan<byte> message)
    {
        ulong? type = null;
        ulong? size = null;
        List<ulong> blocks = [];
        ReadOnlyMemory<byte> data = default;
        ProtoReader reader = new(message);
        while (reader.Next())
        {
            if (reader is { Field: TypeField, Number: { } t })
            {
                type = t;
            }
            else if (reader is { Field: DataField, Number: null })
            {
                data = reader.Bytes.ToArray();
            }
            else if (reader is { Field: FileSizeField, Number: { } s })
            {
                size = s;
            }
            else if (reader is { Field: BlockSizesField, Number: { } b })
            {
                blocks.Add(b);
            }
        }

        return type is RawType or FileType
            ? new UnixFsFile(size ?? (ulong)data.Length, blocks, data)
            : throw new InvalidDataException($"The UnixFS node is of type {type}, not a file.");
    }
}
