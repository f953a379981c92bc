using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Encoding;

/// <summary>The elementary values: CLR value ↔ word.</summary>
internal static class AbiValues
{
    public static ArgumentException Mismatch(AbiType type, object? value) =>
        new($"A value of {value?.GetType().Name ?? "null"} does not fit the ABI type {type.Text}.");

    public static BigInteger ToNumber(AbiType type, object value)
    {
        BigInteger number = value switch
        {
            BigInteger big => big,
            ulong unsigned => unsigned,
            long signed => signed,
            byte small => small,
            int plain => plain,
            uint plain => plain,
            ushort plain => plain,
            UInt128 wide => wide,
            Int128 wide => wide,
            TokenAmount amount => amount.Wei,
            SessionId session => session.Value,
            TaskId task => task.Value,
            _ => throw Mismatch(type, value),
        };
        bool signedType = type.Kind == AbiKind.Signed;
        int bits = signedType ? type.Size - 1 : type.Size;
        BigInteger low = signedType ? -(BigInteger.One << bits) : BigInteger.Zero;
        return number >= low && number < BigInteger.One << bits ? number : throw Mismatch(type, value);
    }

    public static byte[] ToBytes(AbiType type, object value)
    {
        byte[] bytes = value switch
        {
            byte[] array => array,
            ReadOnlyMemory<byte> memory => memory.ToArray(),
            Hash32 hash => hash.ToArray(),
            NodeId node => node.Value.ToArray(),
            Selector selector => selector.ToArray(),
            _ => throw Mismatch(type, value),
        };
        return type.Kind == AbiKind.FixedBytes && bytes.Length != type.Size ? throw Mismatch(type, value) : bytes;
    }

    public static void WriteWord(AbiType type, object value, Span<byte> word)
    {
        word.Clear();
        switch (type.Kind)
        {
            case AbiKind.Unsigned or AbiKind.Signed:
                BigInteger number = ToNumber(type, value);
                word.Fill(number.Sign < 0 ? (byte)0xff : (byte)0);
                int length = number.GetByteCount(isUnsigned: type.Kind == AbiKind.Unsigned);
                _ = number.TryWriteBytes(
                    word[(AbiType.WordSize - length)..],
                    out _,
                    isUnsigned: type.Kind == AbiKind.Unsigned,
                    isBigEndian: true
                );
                break;
            case AbiKind.Bool:
                word[^1] = value is bool flag ? (byte)(flag ? 1 : 0) : throw Mismatch(type, value);
                break;
            case AbiKind.Address:
                (value is Address address ? address : throw Mismatch(type, value)).CopyTo(word[(AbiType.WordSize - Address.Size)..]);
                break;
            case AbiKind.FixedBytes:
                ToBytes(type, value).CopyTo(word);
                break;
            default:
                throw Mismatch(type, value);
        }
    }

    /// <summary>Reads a word as strictly as Solidity does: padding must be what an encoder writes.</summary>
    public static object ReadWord(AbiType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case AbiKind.Unsigned:
                BigInteger number = new(word, isUnsigned: true, isBigEndian: true);
                return number >> type.Size == 0 ? number : throw Dirty(type);
            case AbiKind.Signed:
                BigInteger signed = new(word, isUnsigned: false, isBigEndian: true);
                BigInteger limit = BigInteger.One << (type.Size - 1);
                return signed >= -limit && signed < limit ? signed : throw Dirty(type);
            case AbiKind.Bool:
                return !word[..^1].ContainsAnyExcept((byte)0) && word[^1] <= 1 ? word[^1] == 1 : throw Dirty(type);
            case AbiKind.Address:
                ReadOnlySpan<byte> padding = word[..(AbiType.WordSize - Address.Size)];
                return !padding.ContainsAnyExcept((byte)0) ? new Address(word[padding.Length..]) : throw Dirty(type);
            case AbiKind.FixedBytes:
                return !word[type.Size..].ContainsAnyExcept((byte)0) ? word[..type.Size].ToArray() : throw Dirty(type);
            default:
                throw new InvalidOperationException($"{type.Text} is no elementary type.");
        }
    }

    private static FormatException Dirty(AbiType type) => new($"ABI: a word is no {type.Text}.");
}
