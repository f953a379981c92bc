using System.Runtime.CompilerServices;
using System.Text;
using Cortensor.Primitives;
using Org.BouncyCastle.Crypto.Digests;

namespace Cortensor.Crypto;

/// <summary>
/// Keccak-256 as Ethereum uses it: padding byte 0x01, unlike SHA3-256 of FIPS 202 (0x06), which .NET offers and which gives other digests.
/// </summary>
public static class Keccak256
{
    /// <summary>Digest length in bytes.</summary>
    public const int Size = Hash32.Size;

    private const int StackLimit = 512;

    // A digest is empty again after each hash, so each thread reuses one instead of allocating 488 bytes a call.
    [ThreadStatic]
    private static KeccakDigest? t_digest;

    /// <summary>The digest of no bytes; also the code hash of an account without code.</summary>
    public static Hash32 Empty { get; } = Hash([]);

    /// <summary>The digest of <paramref name="data"/>.</summary>
    [SkipLocalsInit]
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Size];
        Hash(data, digest);
        return new Hash32(digest);
    }

    /// <summary>
    /// Writes the digest of <paramref name="data"/> to the first 32 bytes of <paramref name="destination"/>, which may overlap the data.
    /// </summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        // A destination that is too short must throw before the digest has taken the data: what stays in it would enter the next hash.
        destination = destination[..Size];
        KeccakDigest digest = t_digest ??= new KeccakDigest(Size * 8);
        digest.BlockUpdate(data);
        _ = digest.DoFinal(destination);
    }

    /// <summary>The digest of the UTF-8 bytes of <paramref name="text"/>.</summary>
    public static Hash32 HashText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int length = Encoding.UTF8.GetByteCount(text);
        Span<byte> bytes = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        _ = Encoding.UTF8.GetBytes(text, bytes);
        return Hash(bytes);
    }

    /// <summary><c>keccak256(abi.encode(...))</c> of values that fill one word each (see <see cref="AbiWord"/>).</summary>
    public static Hash32 HashWords(params ReadOnlySpan<AbiWord> words)
    {
        int length = words.Length * AbiWord.Size;
        Span<byte> bytes = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        for (int index = 0; index < words.Length; index++)
        {
            words[index].CopyTo(bytes[(index * AbiWord.Size)..]);
        }

        return Hash(bytes);
    }
}
