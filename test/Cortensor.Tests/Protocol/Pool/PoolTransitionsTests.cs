using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Pool;

public sealed class PoolTransitionsTests
{
    private static readonly Hash32 Model = Keccak256.HashText("model");
    private static readonly MoveContext Node = new(Scene.Account(1), 0, 0);
    private static readonly MoveContext Oracle = new(Scene.Oracle, 0, 0, IsOracle: true);

    [Fact]
    public void A_node_announces_itself_and_changes_its_offer()
    {
        PoolNode node = PoolTransitions.Register(null, Node, true, 4, [Model]).Value!;
        Assert.Equal(PoolState.Registered, node.State);
        PoolNode served = node with { State = PoolState.Ephemeral, Level = 3 };
        Assert.Equal((PoolState.Ephemeral, 3, 8), Offer(PoolTransitions.Register(served, Node, true, 8, [Keccak256.Empty]).Value!));
        Assert.Equal("PoolCallerNotMiner", PoolTransitions.Register(null, Node, false, 0, []).Refusal!.Code);
        Assert.Equal("PoolOfferInvalid", PoolTransitions.Register(null, Node, true, 0, [Model]).Refusal!.Code);
        Assert.Equal("PoolOfferInvalid", PoolTransitions.Register(null, Node, true, 257, [Model]).Refusal!.Code);
        Assert.Equal("PoolOfferInvalid", PoolTransitions.Register(null, Node, true, 1, []).Refusal!.Code);
        Assert.Equal("PoolOfferInvalid", PoolTransitions.Register(null, Node, true, 1, [Model, Model]).Refusal!.Code);
    }

    [Fact]
    public void Levels_are_0_to_10()
    {
        PoolNode node = PoolTransitions.Register(null, Node, true, 4, [Model]).Value!;
        Assert.Equal(10, PoolTransitions.SetLevel(node, Oracle, node.Address, 10).Value!.Level);
        Assert.Equal("PoolLevelOutOfRange", PoolTransitions.SetLevel(node, Oracle, node.Address, 11).Refusal!.Code);
        Assert.Equal("PoolNodeUnknown", PoolTransitions.SetLevel(null, Oracle, node.Address, 11).Refusal!.Code);
        Assert.Equal("PoolCallerNotOracle", PoolTransitions.SetLevel(null, Node, node.Address, 11).Refusal!.Code);
    }

    [Fact]
    public void The_table_of_states()
    {
        string[] table =
        [
            .. from PoolState state in Enum.GetValues<PoolState>()
            let next = Enum.GetValues<PoolState>().Where(to => PoolTransitions.CanMove(state, to)).ToArray()
            where next.Length > 0
            select $"{state}: {string.Join(' ', next)}",
        ];
        Assert.Equal(
            [
                "Registered: Probation Ephemeral Dedicated Banned",
                "Probation: Ephemeral Suspended Banned",
                "Ephemeral: Dedicated Stale Suspended Banned",
                "Dedicated: Ephemeral Stale Suspended Banned",
                "Stale: Probation Ephemeral Banned",
                "Suspended: Probation Ephemeral Banned",
            ],
            table
        );
    }

    private static (PoolState State, int Level, int Slots) Offer(PoolNode node) => (node.State, node.Level, node.Slots);
}
