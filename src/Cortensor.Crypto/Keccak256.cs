using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>
/// Keccak-256 as Ethereum uses it: padding byte 0x01, unlike SHA3-256 of FIPS 202 (0x06), which .NET offers and which gives other digests.
/// </summary>
public static class Keccak256
{
    /// <summary>Digest length in bytes.</summary>
    public const int Size = Hash32.Size;

    private const int Rate = 136;
    private const int RateLanes = Rate / sizeof(ulong);
    private const int StackLimit = 512;

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

    /// <summary>Writes the digest of <paramref name="data"/> to the first 32 bytes of <paramref name="destination"/>, which may overlap the data.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        KeccakState state = default;
        Span<ulong> lanes = KeccakState.Lanes(ref state);
        while (data.Length >= Rate)
        {
            Absorb(lanes, data);
            KeccakState.Permute(ref state);
            data = data[Rate..];
        }

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(lanes, last);
        KeccakState.Permute(ref state);
        for (int lane = 0; lane < Size / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(lane * sizeof(ulong))..], lanes[lane]);
        }
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

    private static void Absorb(Span<ulong> lanes, ReadOnlySpan<byte> block)
    {
        for (int lane = 0; lane < RateLanes; lane++)
        {
            lanes[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }
    }
}
