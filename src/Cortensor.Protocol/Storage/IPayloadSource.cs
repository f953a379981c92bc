using System.Diagnostics;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>Fetches objects of other nodes by digest: from the local store, a router's gateway, or an IPFS peer.</summary>
public interface IPayloadSource
{
    /// <summary>The bytes, checked against the digest, or null when nobody reachable has them or this node may not read them.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Hash32 digest, CancellationToken cancellationToken);

    /// <summary>
    /// The trace of the object's task, as the node that served the object told it; default when it told none. Untrusted: good for spans
    /// only.
    /// </summary>
    ActivityContext TraceOf(Hash32 digest) => default;
}
