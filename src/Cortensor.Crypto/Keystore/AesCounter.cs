using System.Security.Cryptography;

namespace Cortensor.Crypto.Keystore;

/// <summary>AES in counter mode (NIST SP 800-38A, section 6.5), which .NET does not offer; the same call encrypts and decrypts.</summary>
internal static class AesCounter
{
    public const int BlockSize = 16;

    public static void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> initialCounter, Span<byte> data)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> counter = stackalloc byte[BlockSize];
        Span<byte> stream = stackalloc byte[BlockSize];
        initialCounter.CopyTo(counter);
        for (int start = 0; start < data.Length; start += BlockSize)
        {
            _ = aes.EncryptEcb(counter, stream, PaddingMode.None);
            int length = Math.Min(BlockSize, data.Length - start);
            for (int index = 0; index < length; index++)
            {
                data[start + index] ^= stream[index];
            }

            Increment(counter);
        }
    }

    private static void Increment(Span<byte> counter)
    {
        for (int index = BlockSize - 1; index >= 0 && ++counter[index] == 0; index--)
        {
        }
    }
}
