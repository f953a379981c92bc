using System.Buffers.Binary;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>A 32-byte digest, seed or other <c>bytes32</c> word.</summary>
[JsonConverter(typeof(TextJsonConverter<Hash32>))]
public readonly record struct Hash32 : IComparable<Hash32>, ISpanParsable<Hash32>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Reads a word from exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 bytes long.</exception>
    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Thirty-two zero bytes: "not set" on chain.</summary>
    public static Hash32 Zero => default;

    /// <summary>Whether every byte is zero.</summary>
    public bool IsZero => this == default;

    /// <summary>Writes the 32 bytes to the front of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The 32 bytes as a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Hash32 Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Hash32 hash) ? hash : throw new FormatException($"'{s}' is not a word of {Size} bytes.");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Hash32 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <summary>Like <see cref="Parse(string, IFormatProvider?)"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Hash32 result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool read = Hex.TryDecode(s, bytes);
        result = read ? new Hash32(bytes) : default;
        return read;
    }

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Hash32)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Hash32 result) =>
        TryParse(s.ToString(), provider, out result);

    /// <summary>Orders words as big-endian numbers.</summary>
    public int CompareTo(Hash32 other) => (_a, _b, _c, _d).CompareTo((other._a, other._b, other._c, other._d));

    /// <summary>Lower-case hexadecimal with <c>0x</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }
}
