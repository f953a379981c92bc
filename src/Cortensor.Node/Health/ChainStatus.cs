using System.Numerics;

namespace Cortensor.Node.Health;

/// <summary>What the chain's node said last.</summary>
/// <param name="Head">Number of its newest block.</param>
/// <param name="Gas">Wei that the node's key holds.</param>
/// <param name="HeadMovedAt">Timestamp of the clock when the head was first seen there.</param>
internal sealed record ChainStatus(ulong Head, BigInteger Gas, long HeadMovedAt);
