using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;

namespace Cortensor.Testing.Ledger;

/// <summary>The node pool of a <see cref="MemoryChain"/>.</summary>
internal sealed class MemoryPoolLedger(MemoryChain chain, Address actor) : IPoolLedger
{
    public Address Actor => actor;

    public Task<MoveResult> RegisterAsync(ushort slots, IReadOnlyCollection<Hash32> models, CancellationToken cancellationToken) =>
        RunAsync(
            "register",
            actor,
            cancellationToken,
            (move, node) => PoolTransitions.Register(node, move.Context, move.State.Miners.Contains(actor), slots, models),
            models
        );

    public Task<MoveResult> SetStateAsync(Address node, PoolState state, CancellationToken cancellationToken) =>
        RunAsync("setState", node, cancellationToken, (move, found) => PoolTransitions.SetState(found, move.Context, node, state));

    public Task<MoveResult> SetLevelAsync(Address node, byte level, CancellationToken cancellationToken) =>
        RunAsync("setLevel", node, cancellationToken, (move, found) => PoolTransitions.SetLevel(found, move.Context, node, level));

    private static ChainState WithOffers(ChainState state, PoolNode? before, PoolNode after, IReadOnlyCollection<Hash32> models)
    {
        ImmutableDictionary<Hash32, ImmutableList<Address>>.Builder offers = state.Offers.ToBuilder();
        foreach (Hash32 model in before?.Models ?? [])
        {
            offers[model] = EnumerableOrder.Leave(offers[model], after.Address);
        }

        foreach (Hash32 model in models)
        {
            offers[model] = EnumerableOrder.Join(offers.GetValueOrDefault(model, []), after.Address);
        }

        return state with
        {
            Offers = offers.ToImmutable(),
        };
    }

    private Task<MoveResult> RunAsync(
        string name,
        Address node,
        CancellationToken cancellationToken,
        Func<MemoryMove, PoolNode?, Ruling<PoolNode>> rule,
        IReadOnlyCollection<Hash32>? offered = null
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(
            chain.Execute(
                actor,
                name,
                null,
                move =>
                {
                    PoolNode? before = move.Network.Nodes.GetValueOrDefault(node);
                    Ruling<PoolNode> ruling = rule(move, before);
                    if (!ruling.Legal)
                    {
                        return ruling.Refusal;
                    }

                    ChainState state = offered is null ? move.State : WithOffers(move.State, before, ruling.Value, offered);
                    return state with { Network = state.Network with { Nodes = state.Network.Nodes.SetItem(node, ruling.Value) } };
                }
            )
        );
    }
}
