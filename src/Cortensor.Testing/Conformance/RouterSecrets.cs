using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>The hash chains of the setup's routers: two each, so that a replacement can be announced.</summary>
internal sealed class RouterSecrets
{
    private const int Length = 4_096;

    /// <summary>The tip of a chain of one reveal, which is zero.</summary>
    private static readonly Hash32 BeforeZero = Keccak256.HashWords(Hash32.Zero);

    private readonly Dictionary<int, RouterHashChain[]> _chains = ConformanceSetup.Routers.ToDictionary(
        static router => router,
        static router => new[] { Chain(router, 0), Chain(router, 1) }
    );

    public Hash32 Tip(int router, int chain) => _chains[router][chain].Tip;

    /// <summary>One of the router's two tips, now and then one that ends in zero, or zero itself.</summary>
    public Hash32 AnyTip(int router, MoveDice dice) =>
        dice.Weighted(42, 42, 8, 8) switch
        {
            2 => BeforeZero,
            3 => Hash32.Zero,
            int chain => Tip(router, chain),
        };

    /// <summary>The reveal that fits the model, now and then another.</summary>
    public Hash32 Reveal(NetworkSnapshot model, ConformanceSetup setup, int actor, ulong now, MoveDice dice)
    {
        if (!_chains.TryGetValue(actor, out RouterHashChain[]? chains) || dice.Percent(3))
        {
            return Keccak256.HashWords((ulong)dice.Below(1_000));
        }

        Hash32 tip = RouterChains.TipAt(model.RouterChains.GetValueOrDefault(setup.Accounts[actor].Address), now);
        return tip == BeforeZero ? Hash32.Zero
            : chains[0].TryReveal(tip, out Hash32 reveal) || chains[1].TryReveal(tip, out reveal) ? reveal
            : tip;
    }

    private static RouterHashChain Chain(int router, int index) => new(Keccak256.HashWords((ulong)router, (ulong)index), Length);
}
