using System.Buffers.Binary;
using System.Collections;

namespace Cortensor.Chain.Encoding;

/// <summary>Solidity's <c>abi.encode</c>: a head of words and offsets, then the tails.</summary>
public static class AbiEncoder
{
    /// <summary>
    /// Encodes the arguments of a call, an event's data or a return value: <paramref name="tuple"/> without an outer offset.
    /// </summary>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public static byte[] EncodeArguments(AbiType tuple, params IReadOnlyList<object> values) => Encode(tuple, values);

    /// <summary>Selector and arguments: the data of a call or of a custom error.</summary>
    public static byte[] EncodeCall(Selector selector, AbiType tuple, params IReadOnlyList<object> values)
    {
        byte[] arguments = Encode(tuple, values);
        byte[] data = new byte[Selector.Size + arguments.Length];
        selector.CopyTo(data);
        arguments.CopyTo(data, Selector.Size);
        return data;
    }

    private static byte[] Encode(AbiType type, object value)
    {
        using MemoryStream output = new();
        WriteBody(type, value, output);
        return output.ToArray();
    }

    private static void WriteBody(AbiType type, object value, MemoryStream output)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                WriteBlob(AbiValues.ToBytes(type, value), output);
                break;
            case AbiKind.Text:
                WriteBlob(value is string text ? System.Text.Encoding.UTF8.GetBytes(text) : throw AbiValues.Mismatch(type, value), output);
                break;
            case AbiKind.Array:
                List<object> elements = Members(type, value);
                if (type.Length is null)
                {
                    WriteWord(output, elements.Count);
                }
                else if (elements.Count != type.Length)
                {
                    throw AbiValues.Mismatch(type, value);
                }

                WriteMembers(Enumerable.Repeat(type.Element!, elements.Count), elements, output);
                break;
            case AbiKind.Tuple:
                List<object> members = Members(type, value);
                if (members.Count != type.Components.Count)
                {
                    throw AbiValues.Mismatch(type, value);
                }

                WriteMembers(type.Components, members, output);
                break;
            default:
                Span<byte> word = stackalloc byte[AbiType.WordSize];
                AbiValues.WriteWord(type, value, word);
                output.Write(word);
                break;
        }
    }

    private static void WriteMembers(IEnumerable<AbiType> types, List<object> values, MemoryStream output)
    {
        long start = output.Position;
        List<(long At, AbiType Type, object Value)> tails = [];
        int index = 0;
        foreach (AbiType type in types)
        {
            object value = values[index++];
            if (!type.IsDynamic)
            {
                WriteBody(type, value, output);
                continue;
            }

            tails.Add((output.Position, type, value));
            WriteWord(output, 0);
        }

        foreach ((long at, AbiType type, object value) in tails)
        {
            long end = output.Position;
            output.Position = at;
            WriteWord(output, end - start);
            output.Position = end;
            WriteBody(type, value, output);
        }
    }

    private static List<object> Members(AbiType type, object value) =>
        value is IEnumerable members and not string ? [.. members.Cast<object>()] : throw AbiValues.Mismatch(type, value);

    private static void WriteBlob(ReadOnlySpan<byte> bytes, MemoryStream output)
    {
        WriteWord(output, bytes.Length);
        output.Write(bytes);
        Span<byte> padding = stackalloc byte[AbiType.WordSize];
        padding.Clear();
        output.Write(padding[..((AbiType.WordSize - (bytes.Length % AbiType.WordSize)) % AbiType.WordSize)]);
    }

    private static void WriteWord(MemoryStream output, long number)
    {
        Span<byte> word = stackalloc byte[AbiType.WordSize];
        word.Clear();
        BinaryPrimitives.WriteInt64BigEndian(word[(AbiType.WordSize - sizeof(long))..], number);
        output.Write(word);
    }
}
