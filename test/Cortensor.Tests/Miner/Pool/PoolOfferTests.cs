using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Miner.Pool;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Pool;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Miner.Pool;

public sealed class PoolOfferTests
{
    [Fact]
    public async Task An_offer_the_chain_knows_costs_no_transaction_and_another_is_announced()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        ulong head = world.Chain.Current.Head.Number;
        await Offer(world, slots: 4).OnSnapshotAsync(world.Chain.Current, default);
        Assert.Equal(head, world.Chain.Current.Head.Number);

        await Offer(world, slots: 5).OnSnapshotAsync(world.Chain.Current, default);
        PoolNode node = world.Chain.Current.Nodes[world.Miners[0].Address];
        Assert.Equal((5, PoolState.Ephemeral), (node.Slots, node.State));
    }

    [Fact]
    public async Task Without_an_own_number_the_engine_says_how_many_slots_there_are()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        await Offer(world, slots: 0).OnSnapshotAsync(world.Chain.Current, default);
        PoolNode node = world.Chain.Current.Nodes[world.Miners[0].Address];
        Assert.Equal(2, node.Slots);
        Assert.Equal([Keccak256.HashText(QueueWorld.Model.Value)], node.Models);
    }

    [Fact]
    public async Task A_role_that_is_granted_late_is_noticed()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        world.Chain.RevokeRole(NodeRole.Miner, world.Miners[0].Address);
        PoolOffer offer = Offer(world, slots: 5);
        await offer.OnSnapshotAsync(world.Chain.Current, default);
        Assert.Equal(4, world.Chain.Current.Nodes[world.Miners[0].Address].Slots);
        world.Chain.GrantRole(NodeRole.Miner, world.Miners[0].Address);
        await offer.OnSnapshotAsync(world.Chain.Current, default);
        Assert.Equal(4, world.Chain.Current.Nodes[world.Miners[0].Address].Slots);
        world.Chain.Mine(2);
        await offer.OnSnapshotAsync(world.Chain.Current, default);
        Assert.Equal(5, world.Chain.Current.Nodes[world.Miners[0].Address].Slots);
    }

    private static PoolOffer Offer(QueueWorld world, int slots) =>
        new(
            world.Identity(0),
            world.Chain,
            world.Chain.As(world.Miners[0].Address).Pool,
            new GatedEngine(),
            Options.Create(new MinerOptions { Slots = slots }),
            NullLogger<PoolOffer>.Instance
        );
}
