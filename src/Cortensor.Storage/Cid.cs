using System.Security.Cryptography;
using Cortensor.Primitives;

namespace Cortensor.Storage;

/// <summary>
/// A content identifier as this network uses it: version 1, raw or dag-pb, sha2-256. Text is base32 with prefix <c>b</c>; anything else is
/// refused rather than converted, so that content has one name.
/// </summary>
public readonly record struct Cid(CidCodec Codec, Hash32 Digest) : IParsable<Cid>
{
    /// <summary>Length of the binary form: version, codec, hash function, hash length, digest.</summary>
    public const int Size = 4 + Hash32.Size;

    private const byte Version1 = 0x01;
    private const byte Sha2256 = 0x12;
    private const char Base32Prefix = 'b';

    /// <summary>The CID of one block's bytes.</summary>
    public static Cid Of(CidCodec codec, ReadOnlySpan<byte> block) => new(codec, new Hash32(SHA256.HashData(block)));

    /// <summary>The CID of an object stored as one raw leaf, such as a canonical object.</summary>
    public static Cid Raw(Hash32 digest) => new(CidCodec.Raw, digest);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no CID this network uses.</exception>
    public static Cid Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Cid cid)
            ? cid
            : throw new FormatException("The text is not a version 1, base32, sha2-256 CID of a raw or dag-pb block.");

    /// <summary>Like <see cref="Parse(string, IFormatProvider?)"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Cid result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        result = default;
        return s is { Length: > 0 } && s[0] == Base32Prefix && Base32.TryDecode(s.AsSpan(1), bytes) && TryRead(bytes, out result);
    }

    /// <summary>Reads the binary form from the front of <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Cid result)
    {
        bool read =
            bytes.Length >= Size
            && bytes[0] == Version1
            && bytes[1] is (byte)CidCodec.Raw or (byte)CidCodec.DagPb
            && bytes[2] == Sha2256
            && bytes[3] == Hash32.Size;
        result = read ? new Cid((CidCodec)bytes[1], new Hash32(bytes[4..Size])) : default;
        return read;
    }

    /// <summary>Whether these bytes are the block this CID names.</summary>
    public bool Matches(ReadOnlySpan<byte> block) => Of(Codec, block) == this;

    /// <summary>Writes the binary form to the front of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        destination[0] = Version1;
        destination[1] = (byte)Codec;
        destination[2] = Sha2256;
        destination[3] = Hash32.Size;
        Digest.CopyTo(destination[4..]);
    }

    /// <summary>The binary form as a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Base32 text with prefix <c>b</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Base32Prefix + Base32.Encode(bytes);
    }
}
