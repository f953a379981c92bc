using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Stores canonical objects as raw leaves: the sha-256 digest of the bytes is the name, and the CID (protocol section 9).
/// </summary>
public interface IPayloadStore
{
    /// <summary>The largest object, in bytes (1 MiB).</summary>
    const int MaxBytes = 1 << 20;

    /// <summary>Stores the bytes durably and returns their sha-256 digest. Storing the same bytes again changes nothing.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxBytes"/>.</exception>
    /// <exception cref="IOException">The bytes could not be made durable (disk full, say); nothing is half stored.</exception>
    ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The bytes with that digest, checked against it, or null when they are not here.</summary>
    /// <exception cref="InvalidDataException">What is stored does not match its digest.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken);
}
