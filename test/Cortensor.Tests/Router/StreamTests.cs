using System.Net;
using System.Text.Json;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Router;

public sealed class StreamTests
{
    private const string Streamed = """{"model":"test-model","stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task A_stream_holds_every_event_exactly_once_and_in_order()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        (FakeMiner elected, FakeMiner[] others, _) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        Assert.True(task.Elected);
        foreach (FakeMiner other in others)
        {
            Assert.False((await other.ExpectAsync<TaskFrame>()).Elected);
        }

        await elected.TokensAsync(task, 0, "Hel", "", "lo ❤");
        ResultObject result = await elected.DoneAsync(task, 3, "Hello ❤");

        using HttpResponseMessage response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("1", response.Headers.GetValues("x-cortensor-session").Single());
        Assert.Equal("1", response.Headers.GetValues("x-cortensor-task").Single());
        Assert.Equal(
            string.Join(", ", new[] { elected, others[0], others[1] }.Select(m => m.Address)),
            response.Headers.GetValues("x-cortensor-miners").Single()
        );
        string cid = RawCid.Format(task.RequestDigest);
        Assert.Equal(cid, response.Headers.GetValues("x-cortensor-request-cid").Single());

        long created = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        string Chunk(string delta, string finish = "null", string tail = "") =>
            $$"""data: {"id":"chatcmpl-1-1","object":"chat.completion.chunk","created":{{created}},"model":"test-model","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}},"logprobs":null}]{{tail}}}"""
            + "\n\n";
        string[] events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, events.Length);
        Assert.Equal(Normal(Chunk("""{"role":"assistant","content":""}""")), Normal(events[0]));
        Assert.Equal(Normal(Chunk("""{"content":"Hel"}""")), Normal(events[1]));
        Assert.Equal(Normal(Chunk("""{"content":"lo ❤"}""")), Normal(events[2]));
        string miners = string.Join(",", new[] { elected, others[0], others[1] }.Select(m => $"\"{m.Address}\""));
        string ceiling = host.Chain.Current.Tasks.Values.Single().Ceiling.ToString();
        string resultCid = RawCid.Format(CanonicalJson.Digest(result.Encode()));
        string provenance =
            $$""","cortensor":{"session":1,"task":1,"miners":[{{miners}}],"verdict":"pending","ceiling":"{{ceiling}}","request_cid":"{{cid}}","result_cid":"{{resultCid}}","task_url":"/api/v1/tasks/1/1"}""";
        Assert.Equal(Normal(Chunk("{}", "\"stop\"", provenance)), Normal(events[3]));
        Assert.Equal("data: [DONE]", events[4]);
    }

    [Fact]
    public async Task Tokens_that_were_ready_together_are_one_event_and_counted_each()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Task<HttpResponseMessage> asking = host.OpenAsync(
            """{"model":"test-model","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}"""
        );
        (FakeMiner elected, _, _) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        await elected.TokensTogetherAsync(task, 0, "two", " words", "!");
        await elected.TokensAsync(task, 3, " more");
        _ = await elected.DoneAsync(task, 4, "two words! more");
        using HttpResponseMessage response = await asking;
        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("""{"content":"two words!"}""", body, StringComparison.Ordinal);
        Assert.Contains("\"completion_tokens\":4", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_stream_gets_a_comment_and_one_that_speaks_does_not()
    {
        await using RouterHost host = await RouterHost.StartAsync(options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.PingInterval = TimeSpan.FromHours(1);
        });
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        (FakeMiner elected, _, _) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        await elected.TokensAsync(task, 0, "one");
        using HttpResponseMessage response = await asking;
        using StreamReader body = new(await response.Content.ReadAsStreamAsync());
        Assert.Contains("one", await NextAsync("data:", skip: 1), StringComparison.Ordinal);
        for (int tick = 0; tick < 2; tick++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(": keep-alive", await NextAsync(":"));

        // What is sent between two looks of the clock stands for a comment.
        for (int seq = 1; seq < 4; seq++)
        {
            await elected.TokensAsync(task, seq, " more");
            Assert.Contains(" more", await NextAsync("data:"), StringComparison.Ordinal);
            host.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        _ = await elected.DoneAsync(task, 4, "one more more more");
        Assert.DoesNotContain("keep-alive", await body.ReadToEndAsync(), StringComparison.Ordinal);

        async Task<string?> NextAsync(string start, int skip = 0)
        {
            string? line;
            do
            {
                line = await body.ReadLineAsync();
            } while (line is { Length: 0 } || (line is not null && line.StartsWith(start, StringComparison.Ordinal) && skip-- > 0));
            return line;
        }
    }

    [Fact]
    public async Task Usage_comes_in_a_chunk_of_its_own_when_asked_for()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Task<HttpResponseMessage> asking = host.OpenAsync(
            """{"model":"test-model","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}"""
        );
        await AnswerAsync(host, "Hi");
        using HttpResponseMessage response = await asking;
        string[] events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        JsonElement last = JsonDocument.Parse(events[^2]["data: ".Length..]).RootElement;
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        Assert.Equal(7, last.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(1, last.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(8, last.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal("pending", last.GetProperty("cortensor").GetProperty("verdict").GetString());
        Assert.False(JsonDocument.Parse(events[^3]["data: ".Length..]).RootElement.TryGetProperty("cortensor", out _));
        Assert.Equal("data: [DONE]", events[^1]);
    }

    [Fact]
    public async Task The_first_token_does_not_wait_for_the_chain()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        host.Ledger.Close();
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        TaskFrame task = await StreamerAsync(host) is var (miner, frame) ? frame : throw new InvalidOperationException();
        await miner.TokensAsync(task, 0, "early");
        using HttpResponseMessage response = await asking;
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        Assert.Contains("assistant", await reader.ReadLineAsync(), StringComparison.Ordinal);
        _ = await reader.ReadLineAsync();
        Assert.Contains("early", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Chain.Current.Tasks);

        host.Ledger.OpenAgain();
        await host.UntilAsync(snapshot => snapshot.Tasks.Count == 1);
        await miner.DoneAsync(task, 1, "early");
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submit_refused_before_the_first_byte_is_an_http_error_and_moves_no_money()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        TokenAmount before = host.Balance.Free;
        host.Ledger.Instead = _ => Task.FromResult(MoveResult.Of(new Refusal("PaymentInsufficientBalance", "not enough")));
        using HttpResponseMessage response = await host.OpenAsync(Streamed);
        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        Assert.Equal("insufficient_balance", await CodeAsync(response));
        Assert.Equal(before, host.Balance.Free);
        Assert.Empty(host.Chain.Current.Tasks);
    }

    [Fact]
    public async Task A_submit_refused_inside_a_stream_is_an_error_event_without_done_and_the_miners_are_told()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        host.Ledger.Instead = _ => Task.FromResult(MoveResult.Of(new Refusal("TaskNodeNotEligible", "node 2")));
        host.Ledger.Close();
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        (FakeMiner miner, TaskFrame task) = await StreamerAsync(host);
        await miner.TokensAsync(task, 0, "a");
        using HttpResponseMessage response = await asking;
        host.Ledger.OpenAgain();
        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"code\":\"task_refused\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
        Assert.Equal("task_refused", (await miner.ExpectAsync<CancelFrame>()).Reason);
        Assert.Empty(host.Chain.Current.Tasks);
    }

    [Fact]
    public async Task A_place_that_was_lost_is_planned_again_unseen_by_the_client()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        bool refused = false;
        host.Ledger.Instead = _ =>
        {
            bool first = !refused;
            refused = true;
            return first ? Task.FromResult(MoveResult.Of(new Refusal("TaskIdTaken", "somebody was faster"))) : null;
        };
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed);
        (FakeMiner miner, _, _) = await host.AskedAsync();
        // The first order was cancelled; behind the cancel comes a ping, which is answered on the way to the second order.
        _ = await NextTaskAsync(miner);
        TaskFrame task = await NextTaskAsync(miner);
        Assert.Equal((true, host.Chain.Current.Tasks.Values.Single().SelectionSeed), (task.Elected, task.SelectionSeed));
        await miner.TokensAsync(task, 0, "again");
        await miner.DoneAsync(task, 1, "again");
        using HttpResponseMessage response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("again", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, host.Ledger.Submits);
    }

    [Fact]
    public async Task A_client_that_leaves_does_not_stop_the_task()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.TokenCredits = 4);
        using CancellationTokenSource leave = new();
        Task<HttpResponseMessage> asking = host.OpenAsync(Streamed, cancellationToken: leave.Token);
        (FakeMiner miner, TaskFrame task) = await StreamerAsync(host);
        await miner.TokensAsync(task, 0, "a");
        (await asking).Dispose();
        await leave.CancelAsync();
        // More than the credit it began with: the router keeps granting, though nobody reads.
        int sent = 1;
        for (int window = 0; window < 3; window++)
        {
            await miner.TokensAsync(task, sent, "b", "c");
            sent += 2;
            _ = await miner.ExpectAnyAsync<CreditFrame>();
        }

        await miner.SendAsync(new PingFrame(9));
        _ = await miner.ExpectAsync<PongFrame>();
        Assert.Null(host.Chain.Current.Tasks.Values.Single().Outcome);
    }

    [Fact]
    public async Task A_request_without_streaming_gets_one_body_with_usage_and_provenance()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Task<HttpResponseMessage> asking = host.ChatAsync(
            """{"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"max_tokens":5}"""
        );
        await AnswerAsync(host, "One", " two");
        using HttpResponseMessage response = await asking;
        JsonElement body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("chat.completion", body.GetProperty("object").GetString());
        Assert.Equal("One two", body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(9, body.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(1, body.GetProperty("cortensor").GetProperty("task").GetInt32());
    }

    internal static async Task<TaskFrame> NextTaskAsync(FakeMiner miner) => await miner.ExpectAnyAsync<TaskFrame>();

    internal static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString();

    /// <summary>The miner that was elected, found without the chain's help, and its task.</summary>
    internal static async Task<(FakeMiner Miner, TaskFrame Task)> StreamerAsync(RouterHost host)
    {
        await foreach (
            Task<(FakeMiner Miner, TaskFrame Task)> asked in Task.WhenEach(
                host.Miners.Select(static async miner => (miner, await NextTaskAsync(miner)))
            )
        )
        {
            if ((await asked).Task.Elected)
            {
                return await asked;
            }
        }

        throw new InvalidOperationException("Nobody was elected.");
    }

    private static async Task AnswerAsync(RouterHost host, params string[] texts)
    {
        (FakeMiner elected, _, _) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        await elected.TokensAsync(task, 0, texts);
        _ = await elected.DoneAsync(task, texts.Length, string.Concat(texts));
    }

    /// <summary>Member order is not part of the contract, bytes per event are: compare parsed, once per event.</summary>
    private static string Normal(string sse)
    {
        string json = sse.Trim()["data: ".Length..];
        return Sort(JsonDocument.Parse(json).RootElement);
    }

    private static string Sort(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "{"
                + string.Join(
                    ",",
                    element
                        .EnumerateObject()
                        .OrderBy(static p => p.Name, StringComparer.Ordinal)
                        .Select(static p => $"\"{p.Name}\":{Sort(p.Value)}")
                )
                + "}",
            JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Sort)) + "]",
            JsonValueKind.String => "\"" + element.GetString() + "\"",
            _ => element.GetRawText(),
        };
}
