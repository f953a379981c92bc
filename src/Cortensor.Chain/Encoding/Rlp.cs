using System.Buffers.Binary;

namespace Cortensor.Chain.Encoding;

/// <summary>
/// The encoder of Recursive Length Prefix (Ethereum yellow paper, appendix B). Nothing here reads RLP: nodes answer in JSON.
/// </summary>
public static class Rlp
{
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;
    private const int ShortLimit = 55;

    /// <summary>The encoding of <paramref name="item"/>.</summary>
    public static byte[] Encode(RlpItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        byte[] output = new byte[EncodedLength(item)];
        _ = Write(item, output);
        return output;
    }

    private static int PayloadLength(RlpItem item) => item.Items?.Sum(EncodedLength) ?? item.Bytes.Length;

    private static int EncodedLength(RlpItem item)
    {
        int payload = PayloadLength(item);
        return IsSingleByte(item) ? 1 : payload + (payload <= ShortLimit ? 1 : 1 + LengthOfLength(payload));
    }

    private static bool IsSingleByte(RlpItem item) => item.Items is null && item.Bytes.Length == 1 && item.Bytes.Span[0] < StringOffset;

    private static int LengthOfLength(int length) => (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)length)) / 8 + 1;

    private static int Write(RlpItem item, Span<byte> output)
    {
        if (IsSingleByte(item))
        {
            output[0] = item.Bytes.Span[0];
            return 1;
        }

        int payload = PayloadLength(item);
        int position = WritePrefix(item.Items is null ? StringOffset : ListOffset, payload, output);
        if (item.Items is null)
        {
            item.Bytes.Span.CopyTo(output[position..]);
            return position + payload;
        }

        foreach (RlpItem child in item.Items)
        {
            position += Write(child, output[position..]);
        }

        return position;
    }

    private static int WritePrefix(byte offset, int payload, Span<byte> output)
    {
        if (payload <= ShortLimit)
        {
            output[0] = (byte)(offset + payload);
            return 1;
        }

        int lengthBytes = LengthOfLength(payload);
        output[0] = (byte)(offset + ShortLimit + lengthBytes);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, payload);
        length[(sizeof(int) - lengthBytes)..].CopyTo(output[1..]);
        return 1 + lengthBytes;
    }
}
