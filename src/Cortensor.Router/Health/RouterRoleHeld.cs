using Cortensor.Crypto;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Router.Health;

/// <summary>The registrar gave this key the router role.</summary>
internal sealed class RouterRoleHeld(INetworkView view, ISigner signer) : IReadyCheck
{
    public string Name => "router_role";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            view.Current.Routers.Contains(signer.Address)
                ? ReadyFinding.Ok
                : ReadyFinding.Of(ReadyCodes.NotARouter, $"{signer.Address} does not hold the router role.")
        );
}
