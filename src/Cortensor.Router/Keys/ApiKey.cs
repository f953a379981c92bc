using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Router.Keys;

/// <summary>A known key.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Digest">sha-256 of the key.</param>
/// <param name="Sessions">Sessions it may use, in order of preference.</param>
internal sealed record ApiKey(string Name, Hash32 Digest, ImmutableArray<SessionId> Sessions)
{
    /// <summary>Its own limit, null for the router's.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Its own limit, null for the router's.</summary>
    public int? ConcurrentRequests { get; init; }

    public bool MayUse(SessionId session) => Sessions.Contains(session);
}
