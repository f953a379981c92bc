using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Queue;

public sealed class RouterChainsTests
{
    private static readonly Hash32 First = Keccak256.HashText("first");
    private static readonly Hash32 Second = Keccak256.HashText("second");

    [Fact]
    public void The_first_tip_counts_at_once() => Assert.Equal(First, RouterChains.TipAt(Post(null, First, 5_000), 5_000));

    [Fact]
    public void A_replacement_counts_after_an_epoch()
    {
        RouterChain chain = Post(Post(null, First, 5_000), Second, 6_000);
        Assert.Equal(First, RouterChains.TipAt(chain, 9_599));
        Assert.Equal(Second, RouterChains.TipAt(chain, 9_600));
    }

    [Fact]
    public void An_announced_tip_may_be_overwritten_and_the_clock_starts_again()
    {
        RouterChain chain = Post(Post(Post(null, First, 0), Second, 100), Keccak256.Empty, 200);
        Assert.Equal(First, RouterChains.TipAt(chain, 3_799));
        Assert.Equal(Keccak256.Empty, RouterChains.TipAt(chain, 3_800));
    }

    [Fact]
    public void Zero_is_no_tip()
    {
        RouterChain chain = Post(Post(null, Hash32.Zero, 0), First, 10);
        Assert.Equal(First, RouterChains.TipAt(chain, 10));
        RouterChain calledOff = Post(Post(chain, Second, 100), Hash32.Zero, 200);
        Assert.Equal(First, RouterChains.TipAt(calledOff, 100_000));
    }

    [Fact]
    public void A_chain_that_revealed_zero_is_replaced_after_an_epoch_too()
    {
        RouterChain used = Post(null, Keccak256.HashWords(Hash32.Zero), 0) with { Tip = Hash32.Zero };
        RouterChain chain = Post(used, First, 100);
        Assert.Equal(Hash32.Zero, RouterChains.TipAt(chain, 3_699));
        Assert.Equal(First, RouterChains.TipAt(chain, 3_700));
    }

    [Fact]
    public void Only_routers_post() =>
        Assert.Equal(
            "TaskCallerNotAllowed",
            TaskTransitions.PostRouterChain(null, new MoveContext(Scene.Stranger, 0, 0), First).Refusal!.Code
        );

    [Fact]
    public void A_hash_chain_reveals_from_whatever_tip_is_on_chain()
    {
        RouterHashChain chain = new(First, 3);
        Hash32 tip = chain.Tip;
        for (int left = 3; left > 0; left--)
        {
            Assert.Equal(left, chain.Remaining(tip));
            Assert.True(new RouterHashChain(First, 3).TryReveal(tip, out Hash32 reveal));
            Assert.Equal(tip, Keccak256.HashWords(reveal));
            tip = reveal;
        }

        Assert.False(chain.TryReveal(tip, out _));
        Assert.Equal(0, chain.Remaining(tip));
        Assert.NotEqual(chain.Tip, new RouterHashChain(Second, 3).Tip);
        Assert.NotEqual(chain.Tip, new RouterHashChain(First, 4).Tip);
    }

    private static RouterChain Post(RouterChain? chain, Hash32 tip, ulong now) =>
        TaskTransitions.PostRouterChain(chain, new MoveContext(Scene.Router, now, 0, IsRouter: true), tip).Value!;
}
