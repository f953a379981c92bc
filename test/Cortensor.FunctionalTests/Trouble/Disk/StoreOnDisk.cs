using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.FunctionalTests.Trouble.Disk;

/// <summary>A router's blocks on a disk that a test fills up.</summary>
internal sealed class StoreOnDisk(IPayloadStore inner) : IPayloadStore
{
    private volatile bool _full;

    public bool IsFull
    {
        get => _full;
        set => _full = value;
    }

    public ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _full
            ? ValueTask.FromException<Hash32>(new IOException("No space left on device (injected)."))
            : inner.PutAsync(bytes, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken) =>
        inner.GetAsync(digest, cancellationToken);
}
