using System.Numerics;

namespace Cortensor.Primitives;

/// <summary>Base58 with Bitcoin's alphabet, the form libp2p writes peer ids in (multibase <c>z</c> without its prefix).</summary>
public static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The text of some bytes: a big-endian number, each leading zero byte as one leading <c>1</c>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        int zeros = bytes.IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : bytes.Length;
        BigInteger number = new(bytes, isUnsigned: true, isBigEndian: true);
        List<char> digits = [];
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, Alphabet.Length, out BigInteger digit);
            digits.Add(Alphabet[(int)digit]);
        }

        digits.AddRange(Enumerable.Repeat(Alphabet[0], zeros));
        digits.Reverse();
        return new string([.. digits]);
    }
}
