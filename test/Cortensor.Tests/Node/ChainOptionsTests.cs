using Cortensor.Node.Options;

namespace Cortensor.Tests.Node;

public sealed class ChainOptionsTests
{
    [Fact]
    public void Defaults_suit_one_endpoint_of_an_ordinary_chain()
    {
        ChainOptions options = new() { Rpc = "http://127.0.0.1:8545" };
        Assert.Equal((250, 1, 500, true), (options.PollMilliseconds, options.Confirmations, options.MaxFeeGwei, options.Subscribe));
        Assert.Equal([new Uri("http://127.0.0.1:8545")], options.Endpoints);
        Assert.Equal([new Uri("ws://127.0.0.1:8545")], options.SocketEndpoints);
    }

    [Fact]
    public void Sockets_are_looked_for_where_the_endpoints_are_unless_they_are_named()
    {
        ChainOptions options = new() { Rpc = "https://rpc.example/key", Fallbacks = ["http://127.0.0.1:8545"] };
        Assert.Equal([new Uri("wss://rpc.example/key"), new Uri("ws://127.0.0.1:8545")], options.SocketEndpoints);
        options.WebSockets = ["ws://127.0.0.1:8546"];
        Assert.Equal([new Uri("ws://127.0.0.1:8546")], options.SocketEndpoints);
    }

    [Theory]
    [InlineData("ftp://x", "Chain:Fallbacks:0")]
    [InlineData("http://127.0.0.1:8545", "twice")]
    public void Fallbacks_are_checked(string fallback, string expected)
    {
        NodeOptions options = new()
        {
            Chain = new ChainOptions { Rpc = "http://127.0.0.1:8545", Fallbacks = [fallback] },
        };
        Assert.Contains(
            new NodeOptionsValidator().Validate(null, options).Failures!,
            fault => fault.Contains(expected, StringComparison.Ordinal)
        );
    }
}
