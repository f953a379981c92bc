using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>One request for inference, as <c>TaskSubmission</c> in ISessionQueue.sol.</summary>
/// <param name="Task">The session that pays and the id this task must get.</param>
/// <param name="RequestDigest">sha-256 of the canonical request object.</param>
/// <param name="MaxCost">Ceiling reserved now.</param>
/// <param name="MaxTokens">Longest answer in tokens.</param>
/// <param name="RouterReveal">Next preimage of the router's hash chain; zero when the owner submits.</param>
/// <param name="Nodes">First nodes of the order; empty = assign later.</param>
/// <param name="Authority">Who allows the cost.</param>
/// <param name="ClientReference">The client's own word.</param>
public sealed record TaskSubmission(
    TaskKey Task,
    Hash32 RequestDigest,
    TokenAmount MaxCost,
    uint MaxTokens,
    Hash32 RouterReveal,
    ImmutableArray<byte> Nodes,
    TaskAuthority Authority,
    Hash32 ClientReference
);
