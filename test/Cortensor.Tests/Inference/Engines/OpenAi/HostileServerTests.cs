using Cortensor.Inference;
using Cortensor.Inference.Engines.OpenAi;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Cortensor.Tests.Inference.Engines.OpenAi.ScriptedServer;

namespace Cortensor.Tests.Inference.Engines.OpenAi;

/// <summary>Servers that lie, stall, cut and refuse: each is a code, none is a hang, and no key or prompt comes into a log.</summary>
public sealed class HostileServerTests
{
    private const string Secret = "sk-very-secret";
    private const string Prompt = "my private prompt";

    public static TheoryData<string, string> Broken =>
        new()
        {
            { Events("this is no json"), InferenceFailureCodes.ServerGarbled },
            { Events("[1,2]"), InferenceFailureCodes.ServerGarbled },
            { Events("""{"choices":[{"delta":{"content":42}}]}"""), InferenceFailureCodes.ServerGarbled },
            { Events("[DONE]"), InferenceFailureCodes.ServerGarbled },
            { Events(new string('x', 300_000)), InferenceFailureCodes.ServerGarbled },
            { Events(Token(new string('x', 100_000))), InferenceFailureCodes.ServerGarbled },
            { Events(Token("a"), """{"error":{"code":"boom","message":"my private prompt"}}"""), InferenceFailureCodes.ServerFailed },
            { Events(Token("a"), Token("b")), InferenceFailureCodes.ServerUnreachable },
            { Events(Token("a"), Silence), InferenceFailureCodes.ServerStalled },
            { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>", InferenceFailureCodes.ServerGarbled },
            {
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\nConnection: close\r\n\r\ndata: ",
                InferenceFailureCodes.ServerUnreachable
            },
            { "SSH-2.0-OpenSSH_9.2\r\n", InferenceFailureCodes.ServerUnreachable },
            { Json(500, "{}"), InferenceFailureCodes.ServerFailed },
            { Json(302, "", "Location: http://127.0.0.1:1/\r\n"), InferenceFailureCodes.ServerFailed },
            {
                Json(401, """{"error":{"message":"my private prompt","code":"invalid_api_key"}}"""),
                InferenceFailureCodes.ServerUnauthorized
            },
        };

    public static TheoryData<string, string> Refusing =>
        new()
        {
            { Json(404, """{"error":{"code":"model_not_found"}}"""), InferenceRefusalCodes.UnknownModel },
            {
                Json(400, """{"error":{"message":"my private prompt is too long","code":"context_length_exceeded"}}"""),
                InferenceRefusalCodes.OverContext
            },
            { Json(400, """{"error":{"message":"my private prompt"}}"""), InferenceRefusalCodes.InvalidArgument },
            { Json(413, "too large"), InferenceRefusalCodes.OverContext },
            { Json(429, "{}", "Retry-After: 3600\r\n"), InferenceRefusalCodes.NoSlot },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_breaks_is_a_failure_with_a_code(string answer, string code)
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels().Then(answer);
        using LogText log = new();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        await using OpenAiEngine engine = await OpenAiEngineTests.StartAsync(server, Secret, loggers: loggers);

        InferenceFailedException failed = await Assert.ThrowsAsync<InferenceFailedException>(() => engine.CompleteAsync(Request));

        Assert.Equal(code, failed.Code);
        Assert.DoesNotContain(Prompt, failed.Message, StringComparison.Ordinal);
        Assert.Contains(code, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Prompt, log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refusing))]
    public async Task What_the_server_refuses_is_a_refusal_with_a_code(string answer, string code)
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels().Then(answer);
        await using OpenAiEngine engine = await OpenAiEngineTests.StartAsync(server);
        InferenceRefusedException refused = await Assert.ThrowsAsync<InferenceRefusedException>(() => engine.CompleteAsync(Request));
        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain(Prompt, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_when_it_says()
    {
        await using ScriptedServer server = new ScriptedServer()
            .ThenModels()
            .Then(Json(429, "{}", "Retry-After: 0\r\n"))
            .Then(Json(503, "{}", "Retry-After: 0\r\n"))
            .Then(Events(Token("yes"), Token("", "stop"), "[DONE]"));
        await using OpenAiEngine engine = await OpenAiEngineTests.StartAsync(server);
        Assert.Equal("yes", (await engine.CompleteAsync(Request)).Text);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, "{}", EngineStartCodes.ServerUnauthorized)]
    [InlineData(500, "{}", EngineStartCodes.ServerUnreachable)]
    [InlineData(200, "<html>", EngineStartCodes.ServerGarbled)]
    [InlineData(200, "{\"data\":7}", EngineStartCodes.ServerGarbled)]
    [InlineData(200, "{\"data\":[{\"id\":\"other\"}]}", EngineStartCodes.ModelNotServed)]
    public async Task A_start_says_what_is_wrong_with_the_server(int status, string body, string code)
    {
        await using ScriptedServer server = new ScriptedServer().Then(Json(status, body));
        EngineStartException refused = await Assert.ThrowsAsync<EngineStartException>(() => OpenAiEngineTests.StartAsync(server));
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Nobody_there_is_a_code_too()
    {
        OpenAiEngineOptions options = new() { Model = ModelId.Parse("m"), Url = new Uri("http://127.0.0.1:1") };
        EngineStartException refused = await Assert.ThrowsAsync<EngineStartException>(() =>
            OpenAiEngine.StartAsync(options, null, TimeProvider.System, TestContext.Current.CancellationToken)
        );
        Assert.Equal(EngineStartCodes.ServerUnreachable, refused.Code);
    }

    [Fact]
    public async Task A_key_is_not_sent_in_the_open_and_all_faults_are_told()
    {
        OpenAiEngineOptions options = new()
        {
            Model = ModelId.Parse("m"),
            Url = new Uri("http://example.org"),
            ApiKey = Secret,
            Slots = 0,
        };
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            OpenAiEngine.StartAsync(options, null, TimeProvider.System, default)
        );
        Assert.Equal(2, refused.Failures.Count());
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    private static InferenceRequest Request =>
        new()
        {
            Model = ModelId.Parse("m"),
            Messages = [new ChatMessage("user", Prompt)],
            MaxTokens = 8,
        };
}
