using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// The CID of a canonical object in text: version 1, raw leaf, sha2-256, base32 with prefix <c>b</c> (protocol section 9). Canonical
/// objects are one raw leaf, so a digest on chain is all it takes.
/// </summary>
public static class RawCid
{
    private static readonly byte[] Prefix = [0x01, 0x55, 0x12, Hash32.Size];

    /// <summary>The text form.</summary>
    public static string Format(Hash32 digest)
    {
        Span<byte> bytes = stackalloc byte[Prefix.Length + Hash32.Size];
        Prefix.CopyTo(bytes);
        digest.CopyTo(bytes[Prefix.Length..]);
        return "b" + Base32.Encode(bytes);
    }
}
