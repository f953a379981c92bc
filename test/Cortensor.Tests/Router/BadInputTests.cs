using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;

namespace Cortensor.Tests.Router;

/// <summary>Every bad input gets its code and status, no miner hears of it and no money moves.</summary>
public sealed class BadInputTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Native = "/api/v1/completions";

    public static TheoryData<string, string, string, int> Bodies { get; } =
        new()
        {
            { Chat, """{"messages":[{"role":"user","content":""}]}""", "empty_prompt", 400 },
            { Chat, """{"messages":[{"role":"user","content":" \n\t "}]}""", "empty_prompt", 400 },
            { Chat, """{"messages":[]}""", "empty_prompt", 400 },
            { Chat, "{}", "invalid_request", 400 },
            { Chat, "null", "invalid_request", 400 },
            { Chat, "[1]", "invalid_request", 400 },
            { Chat, """{"messages":[null]}""", "invalid_request", 400 },
            { Chat, """{"messages":"hi"}""", "invalid_request", 400 },
            { Chat, """{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "invalid_request", 400 },
            { Chat, """{"messages":[{"role":"wizard","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"messages":[{"content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"model":"a","model":"b","messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, "{", "invalid_json", 400 },
            { Chat, "", "invalid_json", 400 },
            { Chat, "garbage", "invalid_json", 400 },
            { Chat, """{"messages":[{"role":"user","content":"\ud800"}]}""", "invalid_text", 400 },
            { Chat, """{"messages":[{"role":"user","content":[{"type":"text","text":"\udc00x"}]}]}""", "invalid_text", 400 },
            { Chat, """{"stop":"\ud800","messages":[{"role":"user","content":"hi"}]}""", "invalid_text", 400 },
            { Chat, """{"temperature":2.1,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"temperature":-0.1,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"top_p":1.5,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"top_k":-1,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"n":2,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"max_tokens":0,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"max_tokens":32769,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"max_tokens":9999999999,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"presence_penalty":3,"messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            {
                Chat,
                """{"stop":["1","2","3","4","5","6","7","8","9"],"messages":[{"role":"user","content":"hi"}]}""",
                "invalid_request",
                400
            },
            { Chat, """{"stop":"","messages":[{"role":"user","content":"hi"}]}""", "invalid_request", 400 },
            { Chat, """{"model":"no-such-model","messages":[{"role":"user","content":"hi"}]}""", "model_not_found", 404 },
            { Chat, """{"model":"NOT A MODEL","messages":[{"role":"user","content":"hi"}]}""", "model_not_found", 404 },
            { Chat, """{"session_id":99,"messages":[{"role":"user","content":"hi"}]}""", "session_not_found", 404 },
            { Native, "{}", "empty_prompt", 400 },
            { Native, """{"prompt":"  "}""", "empty_prompt", 400 },
            { Native, """{"prompt":"","prompt_type":1}""", "empty_prompt", 400 },
            { Native, """{"prompt":"\udfff","prompt_type":1}""", "invalid_text", 400 },
            { Native, """{"prompt":"hi","prompt_type":3}""", "invalid_request", 400 },
            { Native, """{"prompt":"hi","timeout":0}""", "invalid_request", 400 },
            { Native, """{"prompt":"hi","timeout":301}""", "invalid_request", 400 },
            { Native, """{"prompt":"hi","wait_for":"never"}""", "invalid_request", 400 },
            { Native, """{"prompt":"hi","client_reference":"0123456789012345678901234567890123"}""", "invalid_request", 400 },
            { Native + "/99", """{"prompt":"hi"}""", "session_not_found", 404 },
            { Native + "/x", """{"prompt":"hi"}""", "invalid_request", 400 },
        };

    [Fact]
    public async Task Every_bad_body_gets_its_code_and_moves_no_money()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        SessionBalance before = host.Balance;
        foreach (TheoryDataRow<string, string, string, int> row in Bodies)
        {
            (string path, string body, string code, int status) = row.Data;
            using HttpResponseMessage response = await host.Client.PostAsync(new Uri(path, UriKind.Relative), host.Body(body));
            string text = await response.Content.ReadAsStringAsync();
            Assert.True(
                (int)response.StatusCode == status && text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal),
                $"{path} {body}: {(int)response.StatusCode} {text}"
            );
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        }

        Assert.Equal(before, host.Balance);
        Assert.Equal(0, host.Ledger.Submits);
        Assert.Empty(host.Chain.Current.Tasks);
    }

    [Fact]
    public async Task Bytes_headers_keys_and_methods_are_refused_by_code()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false, options: options => options.MaxBodyBytes = 2048);
        await ExpectAsync(host, Content([0x7b, 0xff, 0x7d], "application/json"), "invalid_json", 400);
        await ExpectAsync(
            host,
            Content([.. "{\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xc3, 0x28, .. "\"}]}"u8], "application/json"),
            "invalid_json",
            400
        );
        await ExpectAsync(host, Content("{}"u8.ToArray(), "text/plain"), "unsupported_media_type", 415);
        await ExpectAsync(host, Content("{}"u8.ToArray(), null), "unsupported_media_type", 415);
        await ExpectAsync(host, Content("{}"u8.ToArray(), "application/json; charset=utf-16"), "unsupported_media_type", 415);
        await ExpectAsync(host, Content(new byte[2049], "application/json"), "request_too_large", 413);
        await ExpectAsync(host, new ChunkedContent(4096), "request_too_large", 413);

        foreach (string? key in new[] { null, "wrong", "", new string('x', 5000) })
        {
            using HttpClient stranger = new() { BaseAddress = host.Url };
            if (key is not null)
            {
                _ = stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);
            }

            using HttpResponseMessage refused = await stranger.PostAsync(new Uri(Chat, UriKind.Relative), host.Body("{}"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("invalid_api_key", await StreamTests.CodeAsync(refused));
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        }

        using HttpResponseMessage nowhere = await host.Client.GetAsync(new Uri("/no/such/path", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (nowhere.StatusCode, await StreamTests.CodeAsync(nowhere)));
        using HttpResponseMessage method = await host.Client.GetAsync(new Uri(Chat, UriKind.Relative));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (method.StatusCode, await StreamTests.CodeAsync(method)));
        using HttpResponseMessage bug = await host.Client.GetAsync(new Uri("/broken", UriKind.Relative));
        string text = await bug.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, bug.StatusCode);
        Assert.Contains("internal_error", text, StringComparison.Ordinal);
        Assert.Contains("Trace id: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a bug", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_sessions_and_a_foreign_session_are_told_apart()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        using HttpClient other = new() { BaseAddress = host.Url };
        other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other-key");
        using HttpResponseMessage none = await other.PostAsync(new Uri(Native, UriKind.Relative), host.Body("""{"prompt":"hi"}"""));
        Assert.Equal((HttpStatusCode.NotFound, "session_not_found"), (none.StatusCode, await StreamTests.CodeAsync(none)));
        foreach (string path in new[] { $"/api/v1/sessions/{host.Session}", $"/api/v1/tasks/{host.Session}" })
        {
            using HttpResponseMessage hidden = await other.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((HttpStatusCode.Forbidden, "session_forbidden"), (hidden.StatusCode, await StreamTests.CodeAsync(hidden)));
        }
    }

    [Theory]
    [InlineData("unfunded", "insufficient_balance", 402)]
    [InlineData("no allowance", "allowance_exceeded", 402)]
    [InlineData("price", "price_above_maximum", 402)]
    [InlineData("closed", "session_not_active", 409)]
    [InlineData("no miners", "no_miner_connected", 503)]
    [InlineData("exposure", "exposure_limit", 429)]
    [InlineData("forbidden", "session_forbidden", 403)]
    public async Task A_state_of_the_chain_that_forbids_the_task_is_named(string what, string code, int status)
    {
        await using RouterHost host = await RouterHost.StartAsync(
            options: options => options.ExposurePerClient = what == "exposure" ? new TokenAmount(1) : TokenAmount.FromCor(100),
            depositCor: what == "unfunded" ? 0UL : 1_000UL,
            allowanceCor: what == "no allowance" ? 0UL : 1_000UL,
            connect: what != "no miners"
        );
        if (what == "price")
        {
            host.Chain.SetPrice(host.Chain.Current.Prices.Keys.Single(), new ModelPrice(TokenAmount.FromCor(6), TokenAmount.OneCor));
        }

        if (what == "closed")
        {
            Assert.True((await host.Chain.As(RouterHost.OwnerKey.Address).Sessions.CloseAsync(host.Session, CancellationToken.None)).Made);
        }

        using HttpRequestMessage request = new(HttpMethod.Post, what == "forbidden" ? $"{Native}/{host.Session}" : Chat)
        {
            Content = host.Body(what == "forbidden" ? """{"prompt":"hi"}""" : """{"messages":[{"role":"user","content":"hi"}]}"""),
        };
        if (what == "forbidden")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "other-key");
        }

        SessionBalance before = host.Chain.Current.SessionBalances.GetValueOrDefault(host.Session, SessionBalance.Zero);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        Assert.Equal((status, code), ((int)response.StatusCode, await StreamTests.CodeAsync(response)));
        Assert.Equal(status is 429 or 503, response.Headers.RetryAfter is not null);
        Assert.Equal(before, host.Chain.Current.SessionBalances.GetValueOrDefault(host.Session, SessionBalance.Zero));
        Assert.Equal(0, host.Ledger.Submits);
    }

    [Fact]
    public async Task A_prompt_that_a_miner_finds_too_long_is_refused_before_its_submit()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        string prompt = JsonSerializer.Serialize(new string('x', 4000));
        Task<HttpResponseMessage> asking = host.ChatAsync($$"""{"messages":[{"role":"user","content":{{prompt}}}]}""");
        (FakeMiner miner, Cortensor.Api.Frames.TaskFrame task) = await StreamTests.StreamerAsync(host);
        await miner.SendAsync(new Cortensor.Api.Frames.DeclineFrame(task.Session, task.Task, "over_context", "too long"));
        using HttpResponseMessage response = await asking;
        Assert.Equal((HttpStatusCode.BadRequest, "context_length_exceeded"), (response.StatusCode, await StreamTests.CodeAsync(response)));
        Assert.Equal(0, host.Ledger.Submits);
        Assert.Equal("context_length_exceeded", (await miner.ExpectAnyAsync<Cortensor.Api.Frames.CancelFrame>()).Reason);
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_back()
    {
        await using RouterHost host = await RouterHost.StartAsync(options => options.MaxOpenTasks = 1);
        Task<HttpResponseMessage> first = host.OpenAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        _ = await host.AskedAsync();
        using HttpResponseMessage second = await host.ChatAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal((HttpStatusCode.TooManyRequests, "queue_full"), (second.StatusCode, await StreamTests.CodeAsync(second)));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.False(first.IsCompleted);
    }

    private static async Task ExpectAsync(RouterHost host, HttpContent content, string code, int status)
    {
        using HttpResponseMessage response = await host.Client.PostAsync(new Uri(Chat, UriKind.Relative), content);
        Assert.Equal((status, code), ((int)response.StatusCode, await StreamTests.CodeAsync(response)));
    }

    private static ByteArrayContent Content(byte[] bytes, string? type)
    {
        ByteArrayContent content = new(bytes);
        if (type is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return content;
    }

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class ChunkedContent : HttpContent
    {
        private readonly int _length;

        public ChunkedContent(int length)
        {
            _length = length;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', _length))).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
