using System.Text.Json.Nodes;
using Cortensor.Chain.Rpc;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>The preferred endpoint stops at an old head and answers as if nothing were wrong.</summary>
public sealed class EndpointThatLagsTests
{
    [Fact]
    public async Task It_is_not_read_from_until_it_has_caught_up()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        await ChainBench.UntilAsync(
            async () => (await bench.Client.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!.Number > 2,
            "a few blocks"
        );
        JsonNode stale = JsonNode.Parse(
            (await bench.Anvil.Client.Transport.CallAsync("eth_getBlockByNumber", ["latest", false], ChainBench.Cancellation)).GetRawText()
        )!;
        ulong frozen = (await bench.Anvil.Client.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!.Number;
        bench.Proxies[0].Tell = (method, parameters, result) =>
            method == "eth_getBlockByNumber" && parameters[0]!.GetValue<string>() == "latest" ? stale.DeepClone() : result;

        await ChainBench.UntilAsync(
            async () => (await bench.Client.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!.Number > frozen + 4,
            "the head of the other endpoint"
        );
        Assert.Equal(RpcFault.Lagging, bench.Pool.Health[0].Fault);
        Assert.False(bench.Pool.Health[0].IsUsable);
        Assert.True(bench.Pool.Health[1].Head > bench.Pool.Health[0].Head);

        bench.Proxies[0].Tell = null;
        await ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Client.GetChainIdAsync(ChainBench.Cancellation);
                return bench.Pool.Health[0].IsUsable;
            },
            "the endpoint was taken back"
        );
    }
}
