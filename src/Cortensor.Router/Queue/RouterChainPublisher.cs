using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Queue;

/// <summary>
/// The router's hash chains, one generation after another, all made from one secret. Which generation is in use and how far it is used is
/// read from the tip on chain, so a restart neither reuses nor loses a place (protocol section 4, "Order of miners").
/// </summary>
internal sealed class RouterChainPublisher(
    RouterSecret secret,
    RouterNetwork network,
    IQueueLedger ledger,
    ISigner signer,
    IOptions<RouterOptions> options,
    ILogger<RouterChainPublisher> logger
)
{
    /// <summary>Generations tried when looking for a tip: at the default length, four million tasks.</summary>
    private const int MaxGenerations = 64;

    /// <summary>The next chain is announced when this part of the current one is left.</summary>
    private const int AnnounceDivisor = 8;

    private readonly Lock _lock = new();
    private (int Generation, RouterHashChain Chain)? _current;
    private (int Generation, RouterHashChain Chain)? _next;
    private ulong _postedIn;

    /// <summary>Whether the tip on chain is one of ours with links left.</summary>
    public bool TryReveal(Hash32 tip, out Hash32 reveal)
    {
        reveal = default;
        if (tip.IsZero)
        {
            return false;
        }

        lock (_lock)
        {
            return Locate_NeedsLock(tip) is { } chain && chain.TryReveal(tip, out reveal);
        }
    }

    /// <summary>Posts the first chain, or announces the next one in time. Does nothing most of the time.</summary>
    public async Task KeepAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        // A snapshot older than our own post does not show it; acting on one would post the same chain again.
        if (!snapshot.Routers.Contains(signer.Address) || snapshot.Head.Number < _postedIn)
        {
            return;
        }

        RouterChain? posted = snapshot.RouterChains.GetValueOrDefault(signer.Address);
        Hash32 tip = RouterChains.TipAt(posted, snapshot.Head.Timestamp);
        int generation;
        RouterHashChain chain;
        lock (_lock)
        {
            bool announced = posted is not null && !posted.NextTip.IsZero && snapshot.Head.Timestamp < posted.NextEffectiveAt;
            bool located = !tip.IsZero && Locate_NeedsLock(tip) is not null;
            if (
                announced
                || (located && _current!.Value.Chain.Remaining(tip) > Math.Max(1, options.Value.HashChainLength / AnnounceDivisor))
            )
            {
                return;
            }

            generation = located ? _current!.Value.Generation + 1 : 0;
            if (_next?.Generation != generation)
            {
                _next = (generation, Build(generation));
            }

            chain = _next.Value.Chain;
        }

        MoveResult result = await ledger.PostRouterChainAsync(chain.Tip, cancellationToken);
        if (!result.Made)
        {
            Log.HashChainRefused(logger, result.Refusal.ToString());
            return;
        }

        _postedIn = result.Receipt.Block;
        Log.HashChainPosted(logger, generation, options.Value.HashChainLength);
    }

    private RouterHashChain? Locate_NeedsLock(Hash32 tip)
    {
        if (_current is { } known && Knows(known.Chain, tip))
        {
            return known.Chain;
        }

        if (_next is { } announced && Knows(announced.Chain, tip))
        {
            _current = announced;
            return announced.Chain;
        }

        int after = _current?.Generation ?? -1;
        if (_current is not null)
        {
            return null; // A tip of neither chain is not ours; do not search on every request.
        }

        for (int generation = after + 1; generation < MaxGenerations; generation++)
        {
            RouterHashChain chain = Build(generation);
            if (Knows(chain, tip))
            {
                _current = (generation, chain);
                return chain;
            }
        }

        _current = (-1, new RouterHashChain(secret.Value, 1));
        return null;
    }

    private bool Knows(RouterHashChain chain, Hash32 tip) => chain.Remaining(tip) > 0 || IsLastLink(chain, tip);

    /// <summary>A chain that is used up is still ours: its last reveal is the tip, and the next generation follows it.</summary>
    private bool IsLastLink(RouterHashChain chain, Hash32 tip) =>
        chain.TryReveal(Keccak256.HashWords(tip), out Hash32 preimage) && preimage == tip;

    /// <summary>Bound to the deployment: one key on two of them must not show on one what comes next on the other.</summary>
    private RouterHashChain Build(int generation) =>
        new(Keccak256.HashWords(secret.Value, network.ChainId, network.Queue, (ulong)generation), options.Value.HashChainLength);
}
