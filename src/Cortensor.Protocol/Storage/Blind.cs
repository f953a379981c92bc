using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Sixteen random bytes in every canonical object, so that no reader can guess a short prompt or answer from its public digest. Chance is a
/// parameter: the caller draws them from a cryptographic source.
/// </summary>
public readonly record struct Blind : IParsable<Blind>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    private readonly UInt128 _value;

    /// <summary>Takes exactly 16 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 16 bytes long.</exception>
    public Blind(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A blind has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Reads 32 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Blind Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Blind blind) ? blind : throw new FormatException($"A blind is {Size} bytes in hexadecimal.");

    /// <summary>Like <see cref="Parse"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Blind result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool read = Hex.TryDecode(s, bytes);
        result = read ? new Blind(bytes) : default;
        return read;
    }

    /// <summary>Lower-case hexadecimal with <c>0x</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, _value);
        return Hex.Encode(bytes);
    }
}
