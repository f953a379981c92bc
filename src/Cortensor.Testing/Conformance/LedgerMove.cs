using Cortensor.Protocol.Ledger;
using Cortensor.Testing.Ledger;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// One move as every driver understands it: no chain id, no contract address, no signature, only what those are made from.
/// </summary>
/// <param name="Actor">Index of the account in the setup.</param>
public abstract partial record LedgerMove(int Actor)
{
    /// <summary>Plays the move through the ports. A driver with something faster may switch over the types instead.</summary>
    public abstract Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken);
}
