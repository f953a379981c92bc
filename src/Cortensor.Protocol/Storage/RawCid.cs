using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// The CID of a canonical object in text: version 1, raw leaf, sha2-256, base32 with prefix <c>b</c> (protocol section 9). Canonical objects are one
/// raw leaf, so a digest on chain is all it takes.
/// </summary>
public static class RawCid
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly byte[] Prefix = [0x01, 0x55, 0x12, Hash32.Size];

    /// <summary>The text form.</summary>
    public static string Format(Hash32 digest)
    {
        Span<byte> bytes = stackalloc byte[Prefix.Length + Hash32.Size];
        Prefix.CopyTo(bytes);
        digest.CopyTo(bytes[Prefix.Length..]);
        Span<char> text = stackalloc char[1 + (((bytes.Length * 8) + 4) / 5)];
        text[0] = 'b';
        int length = 1;
        int buffer = 0;
        int bits = 0;
        foreach (byte b in bytes)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[length++] = Alphabet[(buffer >> (bits - 5)) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text[length++] = Alphabet[(buffer << (5 - bits)) & 31];
        }

        return text[..length].ToString();
    }
}
