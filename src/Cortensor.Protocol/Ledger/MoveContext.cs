using Cortensor.Primitives;

namespace Cortensor.Protocol.Ledger;

/// <summary>
/// The caller of a move, and its block. Rules take every fact from here and from their other arguments, never from a clock.
/// </summary>
/// <param name="Caller">In whose name.</param>
/// <param name="Now">Timestamp of the block, unix seconds.</param>
/// <param name="Block">Number of the block the move is in.</param>
/// <param name="IsOracle">Whether the caller holds the oracle role, so may go first in timeout moves.</param>
/// <param name="IsRouter">Whether the caller holds the router role.</param>
public readonly record struct MoveContext(Address Caller, ulong Now, ulong Block, bool IsOracle = false, bool IsRouter = false);
