using System.Collections.Concurrent;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>Payloads in memory.</summary>
public sealed class MemoryPayloadStore : IPayloadStore
{
    private readonly ConcurrentDictionary<Hash32, byte[]> _objects = new();

    /// <inheritdoc/>
    public ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (bytes.Length > IPayloadStore.MaxBytes)
        {
            throw new ArgumentException($"An object has at most {IPayloadStore.MaxBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }

        Hash32 digest = CanonicalJson.Digest(bytes.Span);
        _ = _objects.TryAdd(digest, bytes.ToArray());
        return ValueTask.FromResult(digest);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A copy: a caller that writes into what it got must not change what is stored.
        return ValueTask.FromResult(_objects.TryGetValue(digest, out byte[]? bytes) ? bytes.ToArray() : (ReadOnlyMemory<byte>?)null);
    }
}
