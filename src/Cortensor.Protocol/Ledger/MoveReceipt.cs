using Cortensor.Primitives;

namespace Cortensor.Protocol.Ledger;

/// <summary>Proof that a move was made.</summary>
/// <param name="Transaction">Transaction hash.</param>
/// <param name="Block">Block number.</param>
/// <param name="Timestamp">Block time, unix seconds.</param>
/// <param name="GasUsed">Gas the transaction used; 0 in the in-memory ledger.</param>
public sealed record MoveReceipt(Hash32 Transaction, ulong Block, ulong Timestamp, ulong GasUsed);
