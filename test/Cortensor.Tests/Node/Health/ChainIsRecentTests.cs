using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Node.Health;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Tests.Node.Health;

public sealed class ChainIsRecentTests
{
    private static readonly ChainOptions Options = new() { Rpc = "http://127.0.0.1:8545" };

    [Theory]
    [InlineData(true, 100, 100, 0, ReadyCodes.Ok)]
    [InlineData(true, 80, 100, 0, ReadyCodes.Ok)]
    [InlineData(true, 79, 100, 0, ReadyCodes.ViewBehind)]
    [InlineData(true, 100, 100, 60, ReadyCodes.Ok)]
    [InlineData(true, 100, 100, 61, ReadyCodes.ChainLagging)]
    [InlineData(false, 100, 100, 61, ReadyCodes.ChainUnavailable)]
    public void The_most_telling_cause_is_named(bool isFresh, ulong read, ulong head, int headAge, string code) =>
        Assert.Equal(
            code,
            ChainReachable
                .Evaluate(
                    isFresh,
                    read,
                    new ChainStatus(head, BigInteger.One, 0),
                    TimeSpan.FromSeconds(headAge),
                    [Endpoint(null)],
                    1,
                    Options
                )
                .Code
        );

    [Fact]
    public void Endpoints_of_another_chain_explain_everything_when_none_is_left()
    {
        ReadyFinding all = ChainReachable.Evaluate(
            false,
            1,
            null,
            TimeSpan.Zero,
            [Endpoint(RpcFault.WrongChain), Endpoint(RpcFault.WrongChain)],
            1,
            Options
        );
        Assert.Equal(ReadyCodes.WrongChain, all.Code);
        ReadyFinding one = ChainReachable.Evaluate(
            false,
            1,
            null,
            TimeSpan.Zero,
            [Endpoint(RpcFault.WrongChain), Endpoint(RpcFault.Timeout)],
            1,
            Options
        );
        Assert.Equal(ReadyCodes.ChainUnavailable, one.Code);
        Assert.Contains("http://a:1 (Timeout)", one.Detail, StringComparison.Ordinal);
        Assert.True(
            ChainReachable.Evaluate(true, 1, null, TimeSpan.Zero, [Endpoint(RpcFault.WrongChain), Endpoint(null)], 1, Options).IsOk
        );
    }

    [Fact]
    public void Before_the_first_look_the_view_has_the_word()
    {
        Assert.True(ChainReachable.Evaluate(true, 0, null, TimeSpan.Zero, [], 1, Options).IsOk);
        Assert.Equal(ReadyCodes.ChainUnavailable, ChainReachable.Evaluate(false, 0, null, TimeSpan.Zero, [], 1, Options).Code);
    }

    [Fact]
    public void A_chain_that_mines_on_demand_may_stand_still() =>
        Assert.True(
            ChainReachable
                .Evaluate(
                    true,
                    5,
                    new ChainStatus(5, BigInteger.One, 0),
                    TimeSpan.FromDays(1),
                    [],
                    1,
                    new ChainOptions { MaxHeadAgeSeconds = 0 }
                )
                .IsOk
        );

    private static RpcEndpointHealth Endpoint(RpcFault? fault) =>
        new("http://a:1", fault is null, fault, 0, TimeSpan.Zero, null, TimeSpan.Zero);
}
