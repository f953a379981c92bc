using System.Net;
using Cortensor.Chain.Rpc;

namespace Cortensor.Tests.Chain.Rpc;

public sealed class EthClientTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x0"}""", 0UL)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0xffffffffffffffff"}""", ulong.MaxValue)]
    public async Task Quantities_are_read(string body, ulong expected) =>
        Assert.Equal(expected, await ClientFor(body).GetChainIdAsync(Cancellation));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":"0x1"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("<html>bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Answers_that_are_no_answer_count_as_lost(string body) =>
        await Assert.ThrowsAsync<RpcUnreachableException>(() => ClientFor(body).GetChainIdAsync(Cancellation));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":"0x01020304"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":{"data":"0x01020304"}}}""")]
    public async Task Errors_carry_code_and_revert_data_with_any_status(string body)
    {
        JsonRpcException refused = await Assert.ThrowsAsync<JsonRpcException>(() =>
            ClientFor(body, HttpStatusCode.BadRequest).GetChainIdAsync(Cancellation)
        );
        Assert.Equal(3, refused.Code);
        Assert.Equal([1, 2, 3, 4], refused.RevertData!.Value.ToArray());
    }

    [Fact]
    public async Task An_error_without_revert_data_has_none()
    {
        const string Body = """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"insufficient funds"}}""";
        Assert.Null((await Assert.ThrowsAsync<JsonRpcException>(() => ClientFor(Body).GetChainIdAsync(Cancellation))).RevertData);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_unreachable()
    {
        using HttpClient http = new();
        EthClient client = new(
            new HttpRpcTransport(http, new Uri("http://127.0.0.1:1"), HttpRpcTransport.DefaultTimeout, TimeProvider.System)
        );
        await Assert.ThrowsAsync<RpcUnreachableException>(() => client.GetChainIdAsync(Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static EthClient ClientFor(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(
            new HttpRpcTransport(
                new HttpClient(new FixedHandler(body, status)),
                new Uri("http://127.0.0.1:1"),
                HttpRpcTransport.DefaultTimeout,
                TimeProvider.System
            )
        );

    private sealed class FixedHandler(string body, HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") }
            );
    }
}
