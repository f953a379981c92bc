using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// The preferred endpoint is down, says nothing, or answers rubbish: the other one serves, and the health says what is wrong.
/// </summary>
public sealed class EndpointThatFailsTests
{
    [Theory]
    [InlineData((int)ProxyFault.DropRequest, RpcFault.AnswerLost)]
    [InlineData((int)ProxyFault.DropAnswer, RpcFault.AnswerLost)]
    [InlineData((int)ProxyFault.Stall, RpcFault.Timeout)]
    [InlineData((int)ProxyFault.Html, RpcFault.Garbage)]
    [InlineData((int)ProxyFault.Truncate, RpcFault.Garbage)]
    [InlineData((int)ProxyFault.WrongId, RpcFault.Garbage)]
    [InlineData((int)ProxyFault.Huge, RpcFault.TooLarge)]
    public async Task The_other_endpoint_serves_and_the_first_comes_back_when_it_is_well(int fault, RpcFault expected)
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        TransactionReceipt healthy = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 5),
            ChainBench.Cancellation
        );

        bench.Proxies[0].Script = _ => (ProxyFault)fault;
        TransactionReceipt troubled = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 6),
            ChainBench.Cancellation
        );
        Assert.Equal(expected, bench.Pool.Health[0].Fault);
        Assert.True(bench.Pool.Health[0].ConsecutiveFailures > 0);
        Assert.Equal(0, bench.Pool.Health[1].ConsecutiveFailures);
        await bench.AssertPaidAsync(sender.Account, before, 11, [healthy, troubled]);

        bench.Proxies[0].Script = static _ => ProxyFault.None;
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
                return bench.Pool.Health[0] is { IsUsable: true, Fault: null };
            },
            "the first endpoint is well again"
        );
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_costs_nothing()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        RpcPool pool = bench.Open([new Uri("http://127.0.0.1:1"), bench.Proxies[0].Endpoint]);
        Assert.Equal(bench.Anvil.ChainId, await new EthClient(pool).GetChainIdAsync(ChainBench.Cancellation));
        Assert.Equal(RpcFault.Unreachable, pool.Health[0].Fault);
    }

    [Fact]
    public async Task A_rate_limited_endpoint_is_left_alone_as_long_as_it_asked()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
        bench.Proxies[0].Script = static _ => ProxyFault.RateLimit;
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetBalanceAsync(ChainBench.Receiver, BlockTag.Latest, ChainBench.Cancellation);
                return bench.Pool.Health[0].Fault == RpcFault.RateLimited;
            },
            "the limit was noticed"
        );
        int asked = bench.Proxies[0].Requests;
        TimeSpan left = bench.Pool.Health[0].RetryIn;
        for (int call = 0; call < 20 && bench.Pool.Health[0].RetryIn > TimeSpan.FromMilliseconds(200); call++)
        {
            _ = await bench.Client.GetBalanceAsync(ChainBench.Receiver, BlockTag.Latest, ChainBench.Cancellation);
        }

        Assert.InRange(left, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(bench.Proxies[0].Requests, asked, asked + 1); // one may have been under way
        bench.Proxies[0].Script = static _ => ProxyFault.None;
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetBalanceAsync(ChainBench.Receiver, BlockTag.Latest, ChainBench.Cancellation);
                return bench.Pool.Health[0] is { IsUsable: true, Fault: null };
            },
            "the limit was lifted"
        );
    }

    [Fact]
    public async Task A_single_rate_limited_endpoint_makes_the_call_wait_and_not_fail()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        int limited = 0;
        bench.Proxies[0].Script = exchange =>
            exchange.Sends && Interlocked.Increment(ref limited) <= 2 ? ProxyFault.RateLimit : ProxyFault.None;
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        TransactionReceipt receipt = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 5),
            ChainBench.Cancellation
        );
        Assert.Equal(3, limited);
        await bench.AssertPaidAsync(sender.Account, before, 5, [receipt]);
    }

    [Fact]
    public async Task An_endpoint_of_another_chain_is_never_read_from()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        await using ChainBench other = await ChainBench.StartAsync(proxies: 1);
        EthClient client = new(bench.Open([other.Proxies[0].Endpoint, bench.Proxies[0].Endpoint]));
        Assert.Equal(bench.Anvil.ChainId, await client.GetChainIdAsync(ChainBench.Cancellation));
        Assert.Equal(RpcFault.WrongChain, ((RpcPool)client.Transport).Health[0].Fault);
        EthClient lost = new(bench.Open([other.Proxies[0].Endpoint]));
        RpcUnreachableException refused = await Assert.ThrowsAsync<RpcUnreachableException>(() =>
            lost.GetNonceAsync(ChainBench.Receiver, BlockTag.Latest, ChainBench.Cancellation)
        );
        Assert.Equal(RpcFault.WrongChain, refused.Fault);
    }
}
