using System.Collections.Immutable;

namespace Cortensor.Testing.Conformance;

/// <summary>Moves after which two ledgers differ.</summary>
/// <param name="Moves">The moves, the last batch being the one that showed it.</param>
/// <param name="Difference">What differs.</param>
internal sealed record FailedHistory(ImmutableArray<PlayedMove> Moves, string Difference);
