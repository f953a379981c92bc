using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>
/// A 20-byte account or contract address. Text form is lower-case hexadecimal; the EIP-55 checksum form lives beside Keccak in
/// Cortensor.Crypto.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<Address>))]
public readonly record struct Address : IComparable<Address>, ISpanParsable<Address>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private readonly ulong _head;
    private readonly ulong _middle;
    private readonly uint _tail;

    /// <summary>Reads an address from exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 20 bytes long.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _head = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _tail = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>The zero address, which means "nobody" on chain.</summary>
    public static Address Zero => default;

    /// <summary>Whether this is the zero address.</summary>
    public bool IsZero => this == default;

    /// <summary>Writes the 20 bytes to the front of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(destination, _head);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _tail);
    }

    /// <summary>The 20 bytes as a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads 40 hexadecimal digits, with or without <c>0x</c>, in any case.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Address Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Address address) ? address : throw new FormatException($"'{s}' is not an address of {Size} bytes.");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Address Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <summary>Like <see cref="Parse(string, IFormatProvider?)"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Address result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool read = Hex.TryDecode(s, bytes);
        result = read ? new Address(bytes) : default;
        return read;
    }

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Address)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Address result) =>
        TryParse(s.ToString(), provider, out result);

    /// <summary>Orders addresses as big-endian numbers.</summary>
    public int CompareTo(Address other) => (_head, _middle, _tail).CompareTo((other._head, other._middle, other._tail));

    /// <summary>Lower-case hexadecimal with <c>0x</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }
}
