using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>How the chain keeps a router's hash chain (decision 0001, "postRouterChain").</summary>
public static class RouterChains
{
    /// <summary>The chain as it counts at a time: a replacement that is due has taken over.</summary>
    public static RouterChain At(RouterChain chain, ulong now)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return !chain.NextTip.IsZero && now >= chain.NextEffectiveAt ? new RouterChain(chain.NextTip) : chain;
    }

    /// <summary>The tip the next reveal is checked against; zero when none was posted.</summary>
    public static Hash32 TipAt(RouterChain? chain, ulong now) => chain is null ? Hash32.Zero : At(chain, now).Tip;

    /// <summary>
    /// Post a tip: the first counts at once, a replacement after one epoch, so that no router picks a chain after seeing a request.
    /// </summary>
    internal static Ruling<RouterChain> Post(RouterChain? chain, MoveContext context, Hash32 tip)
    {
        if (!context.IsRouter)
        {
            return TaskRefusals.TaskCallerNotAllowed(default, context.Caller);
        }

        return chain is { Posted: true }
            ? At(chain, context.Now) with
            {
                NextTip = tip,
                NextEffectiveAt = context.Now + SessionEpoch.Seconds,
            }
            : new RouterChain(tip) { Posted = !tip.IsZero };
    }

    /// <summary>Use the next link; null when it is not the preimage of the tip.</summary>
    internal static RouterChain? Use(RouterChain? chain, ulong now, Hash32 reveal) =>
        chain is not null && Keccak256.HashWords(reveal) == TipAt(chain, now) ? At(chain, now) with { Tip = reveal } : null;
}
