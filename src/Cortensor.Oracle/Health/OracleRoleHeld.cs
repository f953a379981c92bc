using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;

namespace Cortensor.Oracle.Health;

/// <summary>The registrar gave this key the oracle role.</summary>
internal sealed class OracleRoleHeld(INetworkView view, IQueueLedger ledger) : IReadyCheck
{
    public string Name => "oracle_role";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            view.Current.Oracles.Contains(ledger.Actor)
                ? ReadyFinding.Ok
                : ReadyFinding.Of(ReadyCodes.NotAnOracle, $"{ledger.Actor} does not hold the oracle role.")
        );
}
