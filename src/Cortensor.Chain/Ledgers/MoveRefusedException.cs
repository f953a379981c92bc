using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers;

/// <summary>A move was refused where its maker cannot go on without it.</summary>
public sealed class MoveRefusedException(string move, Refusal refusal) : Exception($"{move}: {refusal}")
{
    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal;
}
