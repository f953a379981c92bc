using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Pool;

namespace Cortensor.Miner.Health;

/// <summary>The pool gives this miner tasks.</summary>
internal sealed class PoolMember(INetworkView view, MinerIdentity identity) : IReadyCheck
{
    public string Name => "pool";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken)
    {
        PoolState state = view.Current.Nodes.GetValueOrDefault(identity.Address)?.State ?? PoolState.None;
        return ValueTask.FromResult(
            state is PoolState.Ephemeral or PoolState.Reserved or PoolState.Dedicated
                ? ReadyFinding.Ok
                : ReadyFinding.Of(ReadyCodes.NotInPool, $"The pool has {identity.Address} as {state}.")
        );
    }
}
