using System.Numerics;
using Cortensor.Node.Health;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Tests.Node.Health;

public sealed class ChainInSightTests
{
    private static readonly ChainOptions Options = new() { Rpc = "http://127.0.0.1:8545" };

    [Theory]
    [InlineData(true, 100, 1, 100, 0, ReadyCodes.Ok)]
    [InlineData(true, 80, 1, 100, 0, ReadyCodes.Ok)]
    [InlineData(true, 79, 1, 100, 0, ReadyCodes.ViewBehind)]
    [InlineData(true, 100, 1, 100, 60, ReadyCodes.Ok)]
    [InlineData(true, 100, 1, 100, 61, ReadyCodes.ChainLagging)]
    [InlineData(false, 100, 1, 100, 61, ReadyCodes.ChainUnavailable)]
    [InlineData(false, 100, 2, 100, 0, ReadyCodes.WrongChain)]
    public void The_most_telling_cause_is_named(bool isFresh, ulong read, ulong chain, ulong head, int headAge, string code) =>
        Assert.Equal(code, ChainInSight.Judge(isFresh, read, new ChainSight(chain, head, BigInteger.One, 0), TimeSpan.FromSeconds(headAge), 1, Options).Code);

    [Fact]
    public void Before_the_first_look_the_view_has_the_word()
    {
        Assert.True(ChainInSight.Judge(true, 0, null, TimeSpan.Zero, 1, Options).IsOk);
        Assert.Equal(ReadyCodes.ChainUnavailable, ChainInSight.Judge(false, 0, null, TimeSpan.Zero, 1, Options).Code);
    }

    [Fact]
    public void A_chain_that_mines_on_demand_may_stand_still() =>
        Assert.True(ChainInSight.Judge(true, 5, new ChainSight(1, 5, BigInteger.One, 0), TimeSpan.FromDays(1), 1, new ChainOptions { MaxHeadAgeSeconds = 0 }).IsOk);
}
