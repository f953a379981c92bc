using System.Collections.Immutable;

namespace Cortensor.Testing.Conformance;

/// <summary>A batch that both ledgers played.</summary>
/// <param name="Codes">What the model said to each move; null for made.</param>
/// <param name="View">What the model showed afterwards.</param>
/// <param name="Difference">How the subject differs; null when it does not.</param>
internal sealed record ComparedBatch(ImmutableArray<string?> Codes, LedgerView View, string? Difference);
