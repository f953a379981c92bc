using System.Buffers.Binary;

namespace Cortensor.Chain.Encoding;

/// <summary>Recursive Length Prefix (Ethereum yellow paper, appendix B). Decoding accepts only the one canonical encoding of an item.</summary>
public static class Rlp
{
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;
    private const int ShortLimit = 55;
    private const int MaxDepth = 64;

    /// <summary>The encoding of <paramref name="item"/>.</summary>
    public static byte[] Encode(RlpItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        byte[] output = new byte[EncodedLength(item)];
        _ = Write(item, output);
        return output;
    }

    /// <summary>Reads exactly one item.</summary>
    /// <exception cref="FormatException">The bytes are no canonical encoding of one item, or lists nest deeper than 64.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> encoded)
    {
        RlpItem item = Read(ref encoded, 0);
        return encoded.IsEmpty ? item : throw new FormatException("RLP: bytes follow the item.");
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

    private static RlpItem Read(ref ReadOnlySpan<byte> input, int depth)
    {
        if (input.IsEmpty || depth > MaxDepth)
        {
            throw new FormatException(input.IsEmpty ? "RLP: an item is missing." : "RLP: lists nest too deep.");
        }

        byte first = input[0];
        if (first < StringOffset)
        {
            RlpItem single = RlpItem.OfBytes(input[..1]);
            input = input[1..];
            return single;
        }

        bool isList = first >= ListOffset;
        ReadOnlySpan<byte> payload = ReadPayload(ref input, first - (isList ? ListOffset : StringOffset));
        if (!isList)
        {
            return payload.Length == 1 && payload[0] < StringOffset
                ? throw new FormatException("RLP: a single byte below 0x80 stands for itself.")
                : RlpItem.OfBytes(payload);
        }

        List<RlpItem> items = [];
        while (!payload.IsEmpty)
        {
            items.Add(Read(ref payload, depth + 1));
        }

        return RlpItem.OfList(items);
    }

    private static ReadOnlySpan<byte> ReadPayload(ref ReadOnlySpan<byte> input, int code)
    {
        int lengthBytes = Math.Max(0, code - ShortLimit);
        if (input.Length < 1 + lengthBytes)
        {
            throw new FormatException("RLP: a length is cut off.");
        }

        ulong length = (ulong)code;
        if (lengthBytes > 0)
        {
            length = 0;
            foreach (byte digit in input.Slice(1, lengthBytes))
            {
                length = (length << 8) | digit;
            }

            if (input[1] == 0 || length <= ShortLimit)
            {
                throw new FormatException("RLP: a length is longer than it needs to be.");
            }
        }

        if (length > (ulong)(input.Length - 1 - lengthBytes))
        {
            throw new FormatException("RLP: the payload is cut off.");
        }

        ReadOnlySpan<byte> payload = input.Slice(1 + lengthBytes, (int)length);
        input = input[(1 + lengthBytes + (int)length)..];
        return payload;
    }
}
