using System.Collections.Immutable;

namespace Cortensor.Testing.Conformance;

/// <summary>Moves that share one block. Each is judged on the state that the ones before it left; refused ones change nothing.</summary>
/// <param name="Timestamp">Time of the block, unix seconds; later than that of the block before.</param>
/// <param name="Moves">In the order in which they are in the block.</param>
public sealed record MoveBatch(ulong Timestamp, ImmutableArray<LedgerMove> Moves);
