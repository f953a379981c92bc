using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>
/// The checksummed text form of an address (EIP-55): a digit's case carries one bit of the Keccak of the lower-case text.
/// </summary>
public static class Eip55
{
    private const int Digits = Address.Size * 2;

    /// <summary>The address with <c>0x</c> and checksum case.</summary>
    public static string Format(Address address)
    {
        string lower = address.ToString()[2..];
        byte[] hash = Keccak256.HashText(lower).ToArray();
        return string.Create(
            Digits + 2,
            (lower, hash),
            static (text, source) =>
            {
                "0x".CopyTo(text);
                for (int index = 0; index < Digits; index++)
                {
                    int nibble = (source.hash[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0xf;
                    char digit = source.lower[index];
                    text[index + 2] = nibble >= 8 ? char.ToUpperInvariant(digit) : digit;
                }
            }
        );
    }

    /// <summary>Reads an address a person typed: all lower or all upper case passes, mixed case only with the right checksum.</summary>
    public static bool TryParse(string? text, out Address address)
    {
        if (!Address.TryParse(text, null, out address))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.AsSpan(text!.Length - Digits);
        bool mixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        return !mixed || digits.SequenceEqual(Format(address).AsSpan(2));
    }
}
