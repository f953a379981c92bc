using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Pool;

/// <summary>A node as the pool knows it.</summary>
/// <param name="Address">Its chain key's address.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Level">0–10.</param>
/// <param name="Slots">Tasks it can hold at once.</param>
/// <param name="Models">keccak256 of each model it offers.</param>
public sealed record PoolNode(Address Address, PoolState State, byte Level, ushort Slots, ImmutableHashSet<Hash32> Models);
