using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>
/// A recoverable ECDSA signature over secp256k1. Text and JSON form: 65 bytes r ‖ s ‖ v as hexadecimal, v = 27 + parity, as wallets write
/// it.
/// </summary>
/// <param name="R">The x coordinate of the nonce point.</param>
/// <param name="S">
/// The proof; only the lower half of the range is valid (EIP-2), so that a signature cannot be altered into a second one.
/// </param>
/// <param name="YParity">0 or 1: which of the two points with that x.</param>
[JsonConverter(typeof(TextJsonConverter<Signature>))]
public readonly record struct Signature(Hash32 R, Hash32 S, byte YParity) : IParsable<Signature>
{
    /// <summary>Length of the byte form.</summary>
    public const int Size = 65;

    private const byte ElectrumOffset = 27;

    /// <summary>Half the group order, the highest <see cref="S"/> allowed.</summary>
    private static readonly Hash32 HalfOrder = Hash32.Parse("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    /// <summary>Whether parity is 0 or 1, r and s are not zero, and s is in the lower half.</summary>
    public bool IsCanonical => YParity <= 1 && !R.IsZero && !S.IsZero && S.CompareTo(HalfOrder) <= 0;

    /// <summary>r ‖ s ‖ v with v = 27 or 28, which OpenZeppelin's and Solady's ECDSA libraries take.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        R.CopyTo(bytes);
        S.CopyTo(bytes.AsSpan(Hash32.Size));
        bytes[Size - 1] = (byte)(ElectrumOffset + YParity);
        return bytes;
    }

    /// <summary>Reads r ‖ s ‖ v with v = 0, 1, 27 or 28; false for anything else and for signatures that are not canonical.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != Size)
        {
            return false;
        }

        byte v = bytes[Size - 1];
        byte parity = v >= ElectrumOffset ? (byte)(v - ElectrumOffset) : v;
        Signature read = new(new Hash32(bytes[..Hash32.Size]), new Hash32(bytes[Hash32.Size..(Size - 1)]), parity);
        if (!read.IsCanonical)
        {
            return false;
        }

        signature = read;
        return true;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no canonical signature.</exception>
    public static Signature Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Signature signature)
            ? signature
            : throw new FormatException("The text is no canonical signature of 65 bytes.");

    /// <summary>Like <see cref="Parse"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Signature result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        result = default;
        return Hex.TryDecode(s, bytes) && TryRead(bytes, out result);
    }

    /// <summary>The text form.</summary>
    public override string ToString() => Hex.Encode(ToArray());
}
