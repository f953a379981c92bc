using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Health;

/// <summary>The hash chain on chain is one that this router can reveal: without it no task can be submitted.</summary>
internal sealed class HashChainPosted(INetworkView view, ISigner signer, RouterChainPublisher chains) : IReadyCheck
{
    public string Name => "hash_chain";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken)
    {
        NetworkSnapshot now = view.Current;
        Hash32 tip = RouterChains.TipAt(now.RouterChains.GetValueOrDefault(signer.Address), now.Head.Timestamp);
        return ValueTask.FromResult(
            chains.TryReveal(tip, out _)
                ? ReadyFinding.Ok
                : ReadyFinding.Of(
                    ReadyCodes.HashChainNotPosted,
                    "The hash chain that orders miners is not on chain yet, or used up; the router posts the next one by itself."
                )
        );
    }
}
