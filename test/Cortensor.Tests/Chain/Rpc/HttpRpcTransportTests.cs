using System.Net;
using System.Net.Http.Headers;
using Cortensor.Chain.Rpc;

namespace Cortensor.Tests.Chain.Rpc;

public sealed class HttpRpcTransportTests
{
    [Theory]
    [InlineData(429, 3, RpcFault.RateLimited)]
    [InlineData(429, null, RpcFault.RateLimited)]
    [InlineData(503, 4, RpcFault.RateLimited)]
    [InlineData(503, null, RpcFault.Garbage)]
    [InlineData(502, null, RpcFault.Garbage)]
    public async Task A_status_that_asks_for_fewer_requests_is_told_with_its_pause(int status, int? seconds, RpcFault expected)
    {
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent("<html></html>") };
        answer.Headers.RetryAfter = seconds is { } wait ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(wait)) : null;
        RpcUnreachableException failure = await FailAsync(answer);
        Assert.Equal(expected, failure.Fault);
        Assert.Equal(seconds is { } told ? TimeSpan.FromSeconds(told) : null, failure.RetryAfter);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"daily request count exceeded"}}""", RpcFault.RateLimited)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"Too Many Requests"}}""", RpcFault.RateLimited)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1""", RpcFault.Garbage)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":"0x1"}""", RpcFault.Garbage)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":3,"message":"of another"}}""", RpcFault.Garbage)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":"three"}}""", RpcFault.Garbage)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":"no"}""", RpcFault.Garbage)]
    [InlineData("null", RpcFault.Garbage)]
    public async Task Bodies_that_are_no_answer_are_told_apart(string body, RpcFault expected) =>
        Assert.Equal(expected, (await FailAsync(new HttpResponseMessage { Content = new StringContent(body) })).Fault);

    [Fact]
    public async Task A_range_with_too_many_logs_is_an_answer_and_no_rate_limit()
    {
        const string Body = """{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"query returned more than 10000 results"}}""";
        JsonRpcException refused = await Assert.ThrowsAsync<JsonRpcException>(() =>
            AskAsync(new HttpResponseMessage { Content = new StringContent(Body) })
        );
        Assert.Equal(-32005, refused.Code);
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_not_read_to_the_end() =>
        Assert.Equal(
            RpcFault.TooLarge,
            (await FailAsync(new HttpResponseMessage { Content = new ByteArrayContent(new byte[70_000]) })).Fault
        );

    [Fact]
    public async Task A_connection_that_does_not_come_about_sent_nothing()
    {
        using HttpClient http = new();
        HttpRpcTransport transport = new(http, new Uri("http://127.0.0.1:1"), HttpRpcTransport.DefaultTimeout, TimeProvider.System);
        RpcUnreachableException failure = await Assert.ThrowsAsync<RpcUnreachableException>(() =>
            transport.CallAsync("eth_chainId", [], TestContext.Current.CancellationToken)
        );
        Assert.Equal((RpcFault.Unreachable, false), (failure.Fault, failure.MayHaveArrived));
    }

    private static Task<RpcUnreachableException> FailAsync(HttpResponseMessage answer) =>
        Assert.ThrowsAsync<RpcUnreachableException>(() => AskAsync(answer));

    private static async Task AskAsync(HttpResponseMessage answer)
    {
        using HttpClient http = new(new FixedHandler(answer));
        HttpRpcTransport transport = new(
            http,
            new Uri("http://127.0.0.1:1"),
            HttpRpcTransport.DefaultTimeout,
            TimeProvider.System,
            maxBodyBytes: 65_536
        );
        _ = await transport.CallAsync("eth_chainId", [], TestContext.Current.CancellationToken);
    }

    private sealed class FixedHandler(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer);
    }
}
