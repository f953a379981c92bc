using Cortensor.Protocol.Ledger;

namespace Cortensor.Oracle;

/// <summary>
/// Something an oracle does when the chain changes. Every duty is idempotent: another oracle may do the same at the same time.
/// </summary>
internal interface IOracleDuty
{
    string Name { get; }

    /// <summary>Does what this snapshot asks for.</summary>
    Task OnSnapshotAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken);
}
