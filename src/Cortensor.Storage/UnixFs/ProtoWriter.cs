namespace Cortensor.Storage.UnixFs;

/// <summary>Writes protobuf fields in the order they are given.</summary>
internal sealed class ProtoWriter
{
    private readonly MemoryStream _output = new();

    public ProtoWriter Number(int field, ulong value)
    {
        Varint.Write(_output, (ulong)field << 3);
        Varint.Write(_output, value);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint.Write(_output, ((ulong)field << 3) | 2);
        Varint.Write(_output, (ulong)value.Length);
        _output.Write(value);
        return this;
    }

    public byte[] ToArray() => _output.ToArray();
}
