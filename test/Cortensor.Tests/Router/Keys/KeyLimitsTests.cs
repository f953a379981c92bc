using System.Net;

namespace Cortensor.Tests.Router.Keys;

public sealed class KeyLimitsTests
{
    private const string Refused = """{"model":"no-such-model","messages":[{"role":"user","content":"hi"}]}""";
    private const string Asked = """{"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task A_key_has_so_many_requests_a_minute_and_is_told_how_many_are_left()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.RequestsPerMinute = 2, connect: false);
        foreach (string left in new[] { "1", "0" })
        {
            using HttpResponseMessage served = await host.ChatAsync(Refused);
            Assert.Equal(HttpStatusCode.NotFound, served.StatusCode);
            Assert.Equal(("2", left), (Header(served, "x-ratelimit-limit-requests"), Header(served, "x-ratelimit-remaining-requests")));
        }

        using (HttpResponseMessage over = await host.ChatAsync(Refused))
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"), (over.StatusCode, await StreamTests.CodeAsync(over)));
            Assert.Equal(TimeSpan.FromSeconds(30), over.Headers.RetryAfter!.Delta);
            Assert.Equal("60s", Header(over, "x-ratelimit-reset-requests"));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(30));
        using HttpResponseMessage again = await host.ChatAsync(Refused);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_key_s_own_limit_goes_before_the_router_s()
    {
        await using RouterHost host = await RouterHost.StartAsync(
            options =>
            {
                options.RequestsPerMinute = 1;
                options.Keys[0].RequestsPerMinute = 0;
            },
            connect: false
        );
        for (int request = 0; request < 3; request++)
        {
            using HttpResponseMessage served = await host.ChatAsync(Refused);
            Assert.Equal(HttpStatusCode.NotFound, served.StatusCode);
            Assert.False(served.Headers.Contains("x-ratelimit-limit-requests"));
        }
    }

    [Fact]
    public async Task A_key_has_so_many_requests_at_once()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.ConcurrentRequests = 1);
        using CancellationTokenSource leave = new();
        Task<HttpResponseMessage> first = host.OpenAsync(Asked, cancellationToken: leave.Token);
        _ = await host.AskedAsync();
        using (HttpResponseMessage second = await host.ChatAsync(Asked))
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (second.StatusCode, await StreamTests.CodeAsync(second)));
            Assert.NotNull(second.Headers.RetryAfter);
        }

        await leave.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        // The place is free as soon as the router has seen the client go; the bad model is found before any miner is asked.
        using CancellationTokenSource timeout = new(RouterHost.Timeout);
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage third = await host.ChatAsync(Refused);
            status = third.StatusCode;
            timeout.Token.ThrowIfCancellationRequested();
        } while (status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
