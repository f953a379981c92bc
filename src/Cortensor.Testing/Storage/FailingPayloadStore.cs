using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>A store whose disk is full at the nth write, counted from 1; other calls go through.</summary>
/// <param name="inner">The store behind it.</param>
/// <param name="failAt">Which write fails.</param>
public sealed class FailingPayloadStore(IPayloadStore inner, int failAt) : IPayloadStore
{
    private int _writes;

    /// <inheritdoc/>
    public ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _writes) == failAt
            ? ValueTask.FromException<Hash32>(new IOException("No space left on device (injected)."))
            : inner.PutAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken) =>
        inner.GetAsync(digest, cancellationToken);
}
