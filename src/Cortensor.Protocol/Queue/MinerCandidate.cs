namespace Cortensor.Protocol.Queue;

/// <summary>A node of a session's list with its weight in the order.</summary>
/// <param name="Node">Index in the list.</param>
/// <param name="Weight">1 or more.</param>
public readonly record struct MinerCandidate(byte Node, uint Weight);
