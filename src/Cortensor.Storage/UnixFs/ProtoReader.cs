namespace Cortensor.Storage.UnixFs;

/// <summary>Walks the fields of a protobuf message; the two wire types that dag-pb and UnixFS use.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int WireVarint = 0;
    private const int WireBytes = 2;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The field just read.</summary>
    public int Field { get; private set; }

    /// <summary>Its value when it is a number; null when it is bytes.</summary>
    public ulong? Number { get; private set; }

    /// <summary>Its value when it is bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <exception cref="InvalidDataException">The message is cut short or uses another wire type.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong key = Varint();
        Field = (int)Math.Min(key >> 3, int.MaxValue);
        Number = null;
        Bytes = default;
        switch (key & 7)
        {
            case WireVarint:
                Number = Varint();
                break;
            case WireBytes:
                ulong length = Varint();
                if (length > (ulong)_rest.Length)
                {
                    throw new InvalidDataException("A protobuf field is cut short.");
                }

                Bytes = _rest[..(int)length];
                _rest = _rest[(int)length..];
                break;
            default:
                throw new InvalidDataException($"Protobuf wire type {key & 7} is not used here.");
        }

        return true;
    }

    private ulong Varint() =>
        Storage.Varint.TryRead(ref _rest, out ulong value)
            ? value
            : throw new InvalidDataException("A protobuf number is cut short, too long or padded.");
}
