using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>Who made which tokens of an answer (protocol section 10).</summary>
/// <param name="Miner">The miner.</param>
/// <param name="From">Its first token's position.</param>
/// <param name="To">The position after its last token.</param>
public sealed record ResultSegment(Address Miner, int From, int To);
