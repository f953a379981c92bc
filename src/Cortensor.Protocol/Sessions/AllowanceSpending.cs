using Cortensor.Primitives;

namespace Cortensor.Protocol.Sessions;

/// <summary>What a router has spent of its allowance.</summary>
/// <param name="Epoch">Epoch number: unix seconds / 3,600.</param>
/// <param name="Spent">Wei of ceilings in that epoch.</param>
public sealed record AllowanceSpending(ulong Epoch, TokenAmount Spent);
