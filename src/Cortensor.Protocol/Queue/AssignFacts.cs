using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>What the chain knows and a task does not: needed to assign.</summary>
/// <param name="EligibleNode">The miner at an index of the session's node list when it is eligible now, else zero.</param>
/// <param name="SeedSource">
/// For a router-less task without a seed: the hash of its seed block, or of the previous block when that is out of reach.
/// </param>
public sealed record AssignFacts(Func<byte, Address> EligibleNode, Hash32 SeedSource = default);
