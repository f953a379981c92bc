using System.Buffers.Binary;
using System.Security.Cryptography;
using Cortensor.Router.Chance;

namespace Cortensor.Testing.Network;

/// <summary>Chance that can be had again: SHA-256 in counter mode over the seed. For tests only, as anyone can predict it.</summary>
internal sealed class SeededEntropy(ulong seed) : IEntropy
{
    private readonly Lock _lock = new();
    private ulong _counter;

    public void Fill(Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[2 * sizeof(ulong)];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(input, seed);
        lock (_lock)
        {
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteUInt64BigEndian(input[sizeof(ulong)..], _counter++);
                _ = SHA256.HashData(input, block);
                int length = Math.Min(block.Length, destination.Length);
                block[..length].CopyTo(destination);
                destination = destination[length..];
            }
        }
    }
}
