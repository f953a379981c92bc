using System.Collections.Concurrent;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests;

/// <summary>Objects that anybody may fetch.</summary>
internal sealed class PayloadShelf : IPayloadSource
{
    private readonly ConcurrentDictionary<Hash32, ReadOnlyMemory<byte>> _objects = new();
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public Hash32 Put(ReadOnlyMemory<byte> bytes)
    {
        Hash32 digest = CanonicalJson.Digest(bytes.Span);
        _objects[digest] = bytes;
        return digest;
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Hash32 digest, CancellationToken cancellationToken)
    {
        _ = Interlocked.Increment(ref _asked);
        // A bare null here would become an empty object: there is a conversion from byte[].
        ReadOnlyMemory<byte>? found = _objects.TryGetValue(digest, out ReadOnlyMemory<byte> bytes) ? bytes : default(ReadOnlyMemory<byte>?);
        return ValueTask.FromResult(found);
    }
}
