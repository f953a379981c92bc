using System.Net;
using Cortensor.Api.Frames;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Router;

public sealed class FailoverTests
{
    private const string Streamed = """{"model":"test-model","stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task A_miner_that_disconnects_is_replaced_and_the_client_sees_one_stream()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        (Task<HttpResponseMessage> asking, FakeMiner elected, TaskFrame task, FakeMiner[] others, _) = await BeginAsync(host);
        await elected.TokensAsync(task, 0, "one ", "two ");
        using HttpResponseMessage response = await asking;
        elected.Drop();
        _ = await others[0].ExpectAsync<TaskFrame>();
        TaskFrame taken = await others[0].ExpectAsync<TaskFrame>();
        Assert.True(taken.Elected);
        Assert.Equal([1000, 1001], taken.Prefix);
        Assert.Equal([new FrameSegment(elected.Address, 0, 2)], taken.PrefixSegments);
        Assert.Equal("one two ", taken.PrefixText);
        await others[0].TokensAsync(taken, 2, "three");
        _ = await others[0].DoneAsync(taken, 3, "one two three");
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal(["one ", "two ", "three"], Texts(body));
        Assert.Equal(1, Count(body, "[DONE]"));
        Assert.Contains($"\"miners\":[\"{others[0].Address}\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gap")]
    [InlineData("repeat")]
    [InlineData("no token")]
    [InlineData("more than its credit")]
    [InlineData("bad signature")]
    [InlineData("wrong count")]
    [InlineData("decline")]
    [InlineData("error")]
    [InlineData("stall")]
    public async Task A_miner_that_breaks_the_rules_loses_the_stream(string how)
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.PingInterval = TimeSpan.FromHours(1));
        (Task<HttpResponseMessage> asking, FakeMiner elected, TaskFrame task, FakeMiner[] others, _) = await BeginAsync(host);
        await elected.TokensAsync(task, 0, "a");
        using HttpResponseMessage response = await asking;
        switch (how)
        {
            case "gap":
                await elected.TokensAsync(task, 2, "hole");
                break;
            case "repeat":
                await elected.TokensAsync(task, 0, "again");
                break;
            case "no token":
                await elected.TokensTogetherAsync(task, 1);
                break;
            case "more than its credit":
                await elected.TokensTogetherAsync(task, 1, [.. Enumerable.Repeat("x", 257)]);
                break;
            case "bad signature":
                _ = await elected.DoneAsync(task, 1, "a", signer: RouterHost.OwnerKey);
                break;
            case "wrong count":
                _ = await elected.DoneAsync(task, 2, "a");
                break;
            case "decline":
                await elected.SendAsync(new DeclineFrame(task.Session, task.Task, "no_slot", "busy"));
                break;
            case "error":
                await elected.SendAsync(new ErrorFrame("internal_error", "broken", task.Session, task.Task));
                break;
            default:
                host.Clock.Advance(TimeSpan.FromSeconds(21));
                break;
        }

        _ = await others[0].ExpectAsync<TaskFrame>();
        TaskFrame taken = await others[0].ExpectAsync<TaskFrame>();
        Assert.Equal([1000], taken.Prefix);
        // Late words of the loser change nothing.
        await elected.TokensAsync(task, 1, "late");
        await others[0].TokensAsync(taken, 1, "b");
        _ = await others[0].DoneAsync(taken, 2, "ab");
        Assert.Equal(["a", "b"], Texts(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_miner_that_overdraws_its_credit_loses_the_stream()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.TokenCredits = 2);
        host.Ledger.Close(); // The answer is not read before its first token, so nothing is consumed but what is asked for here.
        Task<HttpResponseMessage> asking = host.ChatAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        host.Ledger.OpenAgain();
        (FakeMiner elected, FakeMiner[] others, _) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        await elected.TokensAsync(task, 0, [.. Enumerable.Repeat("x", 600)]);
        _ = await others[0].ExpectAsync<TaskFrame>();
        TaskFrame taken = await others[0].ExpectAsync<TaskFrame>();
        Assert.InRange(taken.Prefix.Count, 2, 599);
        _ = await others[0].DoneAsync(taken, taken.Prefix.Count, taken.PrefixText);
        using HttpResponseMessage response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // Last, because the newer connection takes the older one's place.
        Assert.Equal(2, (await (await FakeMinerAgainAsync(host)).HelloAsync()).Credits);
    }

    [Fact]
    public async Task A_spare_goes_on_when_all_assigned_miners_are_out()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        (Task<HttpResponseMessage> asking, FakeMiner elected, TaskFrame task, FakeMiner[] others, FakeMiner spare) = await BeginAsync(host);
        foreach (FakeMiner miner in new[] { others[1], others[0], elected })
        {
            await miner.SendAsync(new DeclineFrame(task.Session, task.Task, "already_precommitted", "too late"));
        }

        TaskFrame taken = await spare.ExpectAsync<TaskFrame>();
        Assert.True(taken.Elected);
        await spare.TokensAsync(taken, 0, "saved");
        _ = await spare.DoneAsync(taken, 1, "saved", "length");
        using HttpResponseMessage response = await asking;
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal(["saved"], Texts(body));
        Assert.Contains("\"finish_reason\":\"length\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("over_context", "context_length_exceeded", 400)]
    [InlineData("model_unavailable", "miners_failed", 502)]
    public async Task When_nobody_is_left_the_client_is_told_where_the_task_stands(string reason, string code, int status)
    {
        await using RouterHost host = await RouterHost.StartAsync();
        (Task<HttpResponseMessage> asking, FakeMiner elected, TaskFrame task, FakeMiner[] others, FakeMiner spare) = await BeginAsync(host);
        foreach (FakeMiner miner in new[] { others[0], others[1], elected })
        {
            await miner.SendAsync(new DeclineFrame(task.Session, task.Task, reason, "no"));
        }

        _ = await spare.ExpectAsync<TaskFrame>();
        await spare.SendAsync(new DeclineFrame(task.Session, task.Task, reason, "no"));
        using HttpResponseMessage response = await asking;
        Assert.Equal((status, code), ((int)response.StatusCode, await StreamTests.CodeAsync(response)));
        Assert.Contains("/api/v1/tasks/1/1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_left_inside_a_stream_is_an_error_event_without_done()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        (Task<HttpResponseMessage> asking, FakeMiner elected, TaskFrame task, FakeMiner[] others, FakeMiner spare) = await BeginAsync(host);
        await elected.TokensAsync(task, 0, "a");
        using HttpResponseMessage response = await asking;
        foreach (FakeMiner miner in new[] { others[0], others[1], spare, elected })
        {
            miner.Drop();
        }

        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"code\":\"miners_failed\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_gets_a_timeout_with_the_task_s_address()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.PingInterval = TimeSpan.FromHours(1));
        Task<HttpResponseMessage> asking = host.Client.PostAsync(
            new Uri("/api/v1/completions", UriKind.Relative),
            host.Body("""{"prompt":"hi","timeout":5}""")
        );
        _ = await host.AskedAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        using HttpResponseMessage response = await asking;
        Assert.Equal((HttpStatusCode.GatewayTimeout, "timeout"), (response.StatusCode, await StreamTests.CodeAsync(response)));
        Assert.Equal(TaskState.Queued, TaskStates.Of(host.Chain.Current.Tasks.Values.Single(), host.Chain.Current.Parameters));
    }

    private static async Task<(
        Task<HttpResponseMessage> Asking,
        FakeMiner Elected,
        TaskFrame Task,
        FakeMiner[] Others,
        FakeMiner Spare
    )> BeginAsync(RouterHost host)
    {
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        (FakeMiner elected, FakeMiner[] others, FakeMiner[] spares) = await host.AskedAsync();
        return (asking, elected, await elected.ExpectAsync<TaskFrame>(), others, spares.Single());
    }

    private static async Task<FakeMiner> FakeMinerAgainAsync(RouterHost host)
    {
        FakeMiner miner = await FakeMiner.ConnectAsync(host.Url, RouterHost.MinerKey(3));
        return miner;
    }

    private static string[] Texts(string body) =>
        [
            .. body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(static e => e.StartsWith("data: {", StringComparison.Ordinal))
                .Select(static e =>
                    System.Text.Json.JsonDocument.Parse(e["data: ".Length..]).RootElement.GetProperty("choices")[0].GetProperty("delta")
                )
                .Where(static d => d.TryGetProperty("content", out System.Text.Json.JsonElement text) && text.GetString()!.Length > 0)
                .Select(static d => d.GetProperty("content").GetString()!),
        ];

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
