using System.Globalization;

namespace Cortensor.Testing.Conformance;

/// <summary>A move of a run.</summary>
/// <param name="Batch">Moves with the same number share a block.</param>
/// <param name="Timestamp">Time of the block.</param>
/// <param name="Move">The move.</param>
/// <param name="Code">What the model said; null for made.</param>
internal sealed record PlayedMove(int Batch, ulong Timestamp, LedgerMove Move, string? Code)
{
    public bool Made => Code is null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp} {Move} -> {Code ?? "made"}");
}
