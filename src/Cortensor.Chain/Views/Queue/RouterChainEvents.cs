using Cortensor.Chain.Bindings;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Views.Queue;

/// <summary>What events change in the routers' hash chains (decision 0001, "postRouterChain").</summary>
internal static class RouterChainEvents
{
    public static NetworkSnapshot Posted(NetworkSnapshot network, SessionQueueContract.RouterChainPosted posted, ulong now)
    {
        RouterChain? chain = network.RouterChains.GetValueOrDefault(posted.Router);
        RouterChain after =
            chain is null || posted.EffectiveAt <= now
                ? new RouterChain(posted.Tip)
                : RouterChains.At(chain, now) with
                {
                    NextTip = posted.Tip,
                    NextEffectiveAt = posted.EffectiveAt,
                };
        return With(network, posted.Router, after);
    }

    /// <summary>
    /// A reveal was used: a replacement that is due takes over. The new tip, the reveal itself, is in no event; see
    /// <see cref="RouterTips"/>.
    /// </summary>
    public static NetworkSnapshot Revealed(NetworkSnapshot network, Address router, ulong now) =>
        network.RouterChains.TryGetValue(router, out RouterChain? chain) ? With(network, router, RouterChains.At(chain, now)) : network;

    public static NetworkSnapshot WithTip(NetworkSnapshot network, Address router, Hash32 tip)
    {
        RouterChain chain = network.RouterChains.GetValueOrDefault(router) ?? new RouterChain(tip);
        return With(network, router, RouterChains.At(chain, network.Head.Timestamp) with { Tip = tip });
    }

    private static NetworkSnapshot With(NetworkSnapshot network, Address router, RouterChain chain) =>
        network with
        {
            RouterChains = network.RouterChains.SetItem(router, chain),
        };
}
