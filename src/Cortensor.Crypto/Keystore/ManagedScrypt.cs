using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cortensor.Crypto.Keystore;

/// <summary>
/// scrypt (RFC 7914) without the limit N &lt; 2^(128·r/8) of its section 2, which OpenSSL holds to: early Ethereum wallets, and the test vector of the Web3 Secret
/// Storage definition, have N = 2^18 with r = 1. Several times slower than OpenSSL's.
/// </summary>
internal static class ManagedScrypt
{
    private const int WordsPerBlock = 16;
    private const int DoubleRounds = 4;

    public static byte[] Derive(byte[] password, byte[] salt, int cost, int blockFactor, int parallel, int length)
    {
        byte[] bytes = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, parallel * 128 * blockFactor);
        uint[] words = new uint[bytes.Length / sizeof(uint)];
        ReadLittleEndian(bytes, words);
        int size = 2 * blockFactor * WordsPerBlock;
        uint[] memory = new uint[(long)cost * size];
        for (int lane = 0; lane < parallel; lane++)
            Mix(words.AsSpan(lane * size, size), memory, cost);
        WriteLittleEndian(words, bytes);
        byte[] derived = Rfc2898DeriveBytes.Pbkdf2(password, bytes, 1, HashAlgorithmName.SHA256, length);
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(memory.AsSpan()));
        return derived;
    }

    // scryptROMix, section 5: the number read back is the last block's first 64 bits; N is a power of two that fits an int.
    private static void Mix(Span<uint> block, uint[] memory, int cost)
    {
        int size = block.Length;
        Span<uint> other = new uint[size];
        for (int i = 0; i < cost; i++)
        {
            block.CopyTo(memory.AsSpan(i * size, size));
            MixBlocks(block, other);
        }

        for (int i = 0; i < cost; i++)
        {
            int index = (int)(block[size - WordsPerBlock] & (uint)(cost - 1));
            ReadOnlySpan<uint> kept = memory.AsSpan(index * size, size);
            for (int word = 0; word < size; word++)
                block[word] ^= kept[word];
            MixBlocks(block, other);
        }
    }

    // scryptBlockMix, section 4: even results first, then odd ones.
    private static void MixBlocks(Span<uint> block, Span<uint> other)
    {
        Span<uint> state = stackalloc uint[WordsPerBlock];
        int blocks = block.Length / WordsPerBlock;
        block[^WordsPerBlock..].CopyTo(state);
        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<uint> next = block.Slice(i * WordsPerBlock, WordsPerBlock);
            for (int word = 0; word < WordsPerBlock; word++)
                state[word] ^= next[word];
            Salsa(state);
            state.CopyTo(other.Slice(((i & 1) == 0 ? i / 2 : (blocks / 2) + (i / 2)) * WordsPerBlock, WordsPerBlock));
        }

        other.CopyTo(block);
    }

    // Salsa20/8 core, section 3.
    private static void Salsa(Span<uint> state)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        state.CopyTo(x);
        for (int round = 0; round < DoubleRounds; round++)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }

        for (int word = 0; word < WordsPerBlock; word++)
            state[word] += x[word];
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }

    private static void ReadLittleEndian(ReadOnlySpan<byte> bytes, Span<uint> words)
    {
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
    }

    private static void WriteLittleEndian(ReadOnlySpan<uint> words, Span<byte> bytes)
    {
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * sizeof(uint))..], words[i]);
    }
}
