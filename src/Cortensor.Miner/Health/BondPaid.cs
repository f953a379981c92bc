using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Miner.Health;

/// <summary>No task had to be handed back because the account does not pay for its bond.</summary>
internal sealed class BondPaid(BondAlarm alarm, MinerIdentity identity) : IReadyCheck
{
    public string Name => "bond";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            alarm.Needed is { } needed && needed > TokenAmount.Zero
                ? ReadyFinding.Of(
                    ReadyCodes.BondLow,
                    $"The account of {identity.Address} holds less than the bond of {needed.ToCorString()} COR that a task asked for."
                )
                : ReadyFinding.Ok
        );
}
