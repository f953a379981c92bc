using System.Numerics;
using System.Text.Json.Nodes;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>The preferred endpoint tells things that are not so.</summary>
public sealed class EndpointThatLiesTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_head_that_the_others_do_not_know_is_not_believed(int endpoints)
    {
        await using ChainBench bench = await ChainBench.StartAsync(endpoints);
        // With two, this agreement is what decides later.
        BlockHeader honest = (await bench.Client.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!;
        bench.Proxies[0].Tell = TellAnotherChain;
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
                return bench.Pool.Health[0].Fault == RpcFault.Forked;
            },
            "the lie was noticed"
        );
        Assert.Equal(honest.Hash, (await bench.Client.GetHeaderAsync(BlockTag.At(honest.Number), ChainBench.Cancellation))!.Hash);
        Assert.All(bench.Pool.Health.Skip(1), static endpoint => Assert.True(endpoint.IsUsable));
    }

    [Fact]
    public async Task A_boastful_head_does_not_make_the_others_look_late()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 3);
        bench.Proxies[0].Tell = static (method, parameters, result) =>
        {
            if (method == "eth_getBlockByNumber" && parameters[0]!.GetValue<string>() == "latest")
            {
                result!["number"] = "0xffffff";
            }

            return result;
        };
        _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
                return bench.Pool.Health.All(static endpoint => endpoint.Head is not null);
            },
            "all were compared"
        );
        Assert.All(bench.Pool.Health.Skip(1), static endpoint => Assert.True(endpoint.IsUsable));
    }

    [Theory]
    [InlineData("invented", RpcFault.LogsForged)]
    [InlineData("of another block", RpcFault.LogsForged)]
    [InlineData("withheld", null)]
    public async Task Logs_that_do_not_fit_their_block_are_asked_of_another_endpoint(string lie, RpcFault? expected)
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        using TransactionSender sender = await bench.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        TransactionReceipt counted = await sender.ExecuteAsync(
            TransactionIntent.Call(probe, new ProbeContract.Count2Call(3)),
            ChainBench.Cancellation
        );
        BlockHeader block = await sender.GetBlockAsync(counted, ChainBench.Cancellation);
        Hash32 invented = Keccak256.HashText("an event that never was");
        bench.Proxies[0].Tell = (method, _, result) =>
        {
            if (method == "eth_getLogs" && lie == "withheld")
            {
                return new JsonArray();
            }

            if (method == "eth_getLogs")
            {
                result![0]![lie == "invented" ? "topics" : "blockHash"] =
                    lie == "invented" ? new JsonArray(invented.ToString()) : invented.ToString();
            }

            return result;
        };

        // A pool that does not try the liar again meanwhile: then what it knows of it could be forgiven before it is looked at.
        RpcPool unforgiving = bench.Open(
            [.. bench.Proxies.Select(static proxy => proxy.Endpoint)],
            static options => (options.FirstBackoff, options.MaxBackoff) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10))
        );
        IReadOnlyList<LogEntry> logs = await new EthClient(unforgiving).GetLogsAsync(
            [probe],
            block,
            demandAnnounced: true,
            ChainBench.Cancellation
        );

        Assert.Equal(
            counted.Logs.Select(static log => (log.LogIndex, log.TransactionHash)),
            logs.Select(static log => (log.LogIndex, log.TransactionHash))
        );
        Assert.Equal(1, bench.Proxies[0].CallsOf("eth_getLogs"));
        Assert.Equal(expected, unforgiving.Health[0].Fault);
    }

    [Fact]
    public async Task A_receipt_whose_block_is_not_on_the_chain_is_no_confirmation()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        int lies = 0;
        bench.Proxies[0].Tell = (method, _, result) =>
        {
            if (method == "eth_getTransactionReceipt" && result is not null && lies++ < 5)
            {
                result["blockHash"] = Keccak256.HashText("a block that never was").ToString();
            }

            return result;
        };
        TransactionReceipt receipt = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 3),
            ChainBench.Cancellation
        );
        Assert.True(lies > 5);
        Assert.Equal(
            (await bench.Anvil.Client.GetHeaderAsync(BlockTag.At(receipt.BlockNumber), ChainBench.Cancellation))!.Hash,
            receipt.BlockHash
        );
        await bench.AssertPaidAsync(sender.Account, before, 3, [receipt]);
    }

    [Fact]
    public async Task An_endpoint_that_swallows_transactions_cannot_keep_them_from_the_chain()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        bench.Proxies[0].Script = static exchange =>
            exchange.Methods.All(static method => method == "eth_sendRawTransaction") ? ProxyFault.Swallow : ProxyFault.None;
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        TransactionReceipt receipt = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 3),
            ChainBench.Cancellation
        );
        await bench.AssertPaidAsync(sender.Account, before, 3, [receipt]);
    }

    private static JsonNode? TellAnotherChain(string method, JsonNode parameters, JsonNode? result)
    {
        if (method == "eth_getBlockByNumber" && result is not null)
        {
            result["hash"] = Keccak256.HashText($"another chain {result["hash"]}").ToString();
            result["parentHash"] = Keccak256.HashText($"another chain {result["parentHash"]}").ToString();
        }

        return result;
    }
}
