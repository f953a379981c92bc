using System.Buffers.Binary;
using System.Text;

namespace Cortensor.Chain.Encoding;

/// <summary>
/// Reads what <c>abi.encode</c> writes. The bytes may come from anybody: every offset and length is checked before it is used.
/// </summary>
/// <remarks>
/// Offsets that point at the same bytes again and again would let a short input unfold into a huge value, so an input may be read as many
/// words as it has and no more. Solidity's own encoder never shares words.
/// </remarks>
public static class AbiDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes the arguments of a call, an event's data or a return value.</summary>
    /// <exception cref="FormatException">The bytes are no encoding of <paramref name="tuple"/>.</exception>
    public static object[] DecodeArguments(AbiType tuple, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        int budget = data.Length / AbiType.WordSize;
        return (object[])ReadBody(tuple, data, ref budget);
    }

    private static object ReadBody(AbiType type, ReadOnlySpan<byte> data, ref int budget)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                return ReadBlob(data, ref budget).ToArray();
            case AbiKind.Text:
                return ReadText(ReadBlob(data, ref budget));
            case AbiKind.Tuple:
                object[] members = new object[type.Components.Count];
                int head = 0;
                for (int index = 0; index < members.Length; index++)
                {
                    members[index] = ReadMember(type.Components[index], data, head, ref budget);
                    head += type.Components[index].HeadSize;
                }

                return members;
            case AbiKind.Array:
                return ReadArray(type, data, ref budget);
            default:
                Spend(ref budget);
                return AbiValues.ReadWord(type, Word(data, 0));
        }
    }

    private static object[] ReadArray(AbiType type, ReadOnlySpan<byte> data, ref int budget)
    {
        AbiType element = type.Element!;
        int length = type.Length ?? ReadSize(data, 0, ref budget);
        ReadOnlySpan<byte> body = type.Length is null ? data[AbiType.WordSize..] : data;
        if (element.HeadSize == 0 || length > body.Length / element.HeadSize)
        {
            throw new FormatException("ABI: an array is longer than its data.");
        }

        object[] elements = new object[length];
        for (int index = 0; index < length; index++)
        {
            elements[index] = ReadMember(element, body, index * element.HeadSize, ref budget);
        }

        return elements;
    }

    private static object ReadMember(AbiType type, ReadOnlySpan<byte> data, int head, ref int budget)
    {
        int start = type.IsDynamic ? ReadSize(data, head, ref budget) : head;
        return start <= data.Length
            ? ReadBody(type, data[start..], ref budget)
            : throw new FormatException("ABI: an offset points past the data.");
    }

    private static ReadOnlySpan<byte> ReadBlob(ReadOnlySpan<byte> data, ref int budget)
    {
        int length = ReadSize(data, 0, ref budget);
        budget -= (length + AbiType.WordSize - 1) / AbiType.WordSize - 1;
        Spend(ref budget);
        ReadOnlySpan<byte> body = data[AbiType.WordSize..];
        return length <= body.Length ? body[..length] : throw new FormatException("ABI: bytes are cut off.");
    }

    private static string ReadText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new FormatException("ABI: a string is no UTF-8.", malformed);
        }
    }

    private static int ReadSize(ReadOnlySpan<byte> data, int at, ref int budget)
    {
        Spend(ref budget);
        ReadOnlySpan<byte> word = Word(data, at);
        uint size = BinaryPrimitives.ReadUInt32BigEndian(word[^sizeof(uint)..]);
        return !word[..^sizeof(uint)].ContainsAnyExcept((byte)0) && size <= (uint)data.Length
            ? (int)size
            : throw new FormatException("ABI: an offset or a length is past the data.");
    }

    private static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> data, int at) =>
        at + AbiType.WordSize <= data.Length ? data.Slice(at, AbiType.WordSize) : throw new FormatException("ABI: the data ends early.");

    private static void Spend(ref int budget)
    {
        if (--budget < 0)
        {
            throw new FormatException("ABI: the data uses the same words more than once.");
        }
    }
}
