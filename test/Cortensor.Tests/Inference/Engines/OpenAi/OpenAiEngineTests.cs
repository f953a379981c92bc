using System.Text.Json;
using Cortensor.Inference.Engines.OpenAi;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using static Cortensor.Tests.Inference.Engines.OpenAi.ScriptedServer;

namespace Cortensor.Tests.Inference.Engines.OpenAi;

/// <summary>What the engine asks an honest server, and what it makes of the answer.</summary>
public sealed class OpenAiEngineTests
{
    private static readonly ModelId Model = ModelId.Parse("m");
    private static readonly string[] Story = [Token("Once"), Token(" upon"), Token(" a time"), Token("", "stop"), Usage(7, 3), "[DONE]"];

    private static InferenceRequest Request =>
        new()
        {
            Model = Model,
            Messages = [new ChatMessage("user", "Tell me.")],
            MaxTokens = 8,
            Sampling = new SamplingOptions
            {
                Temperature = 0.5,
                TopP = 0.9,
                PresencePenalty = 1,
            },
            SamplingKey = Hash32.Parse(new string('f', 64)),
            Stop = ["a", "b", "c", "d", "e"],
        };

    [Fact]
    public async Task The_server_is_asked_in_its_own_words()
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels("theirs").Then(Events(Story));
        await using OpenAiEngine engine = await StartAsync(server, key: "sk-test", serverModel: "theirs");
        _ = await engine.CompleteAsync(Request);

        string asked = server.Requests[1];
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1", asked, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer sk-test", asked, StringComparison.Ordinal);
        using JsonDocument body = JsonDocument.Parse(asked[(asked.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal(
            """{"model":"theirs","messages":[{"role":"user","content":"Tell me."}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":8,"temperature":0.5,"top_p":0.9,"presence_penalty":1,"seed":2147483647,"stop":["a","b","c","d"]}""",
            body.RootElement.GetRawText()
        );
    }

    [Fact]
    public async Task Pieces_are_tokens_and_usage_counts_the_prompt()
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels().Then(Events(Story));
        await using OpenAiEngine engine = await StartAsync(server);
        InferenceCompleted whole = await engine.CompleteAsync(Request with { Stop = [] });
        Assert.Equal(("Once upon a time", 3, 7, FinishReason.Stop), (whole.Text, whole.Tokens.Count, whole.PromptTokens, whole.Finish));
    }

    [Theory]
    [InlineData("length", 6, 6)]
    [InlineData("length", 100, 8)]
    [InlineData("length", 1, 2)]
    [InlineData("stop", 6, 5)]
    [InlineData("stop", 3, 2)]
    public async Task Tokens_that_came_in_one_piece_are_counted_as_the_server_counts_them(string finish, int told, int counted)
    {
        await using ScriptedServer server = new ScriptedServer()
            .ThenModels()
            .Then(Events(Token("Once upon"), Token(" a time"), Token("", finish), Usage(7, told), "[DONE]"));
        await using OpenAiEngine engine = await StartAsync(server);
        InferenceCompleted whole = await engine.CompleteAsync(Request with { Stop = [] });
        Assert.Equal(("Once upon a time", counted), (whole.Text, whole.Tokens.Count));
    }

    [Fact]
    public async Task The_engine_says_honestly_what_it_cannot()
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels();
        await using OpenAiEngine engine = await StartAsync(server);
        Assert.Equal(
            (EngineCapabilities.None, true, "openai-compatible"),
            (engine.Models[0].Capabilities, engine.Models[0].WeightsSha256.IsZero, engine.Models[0].NumericsProfile)
        );
        InferenceRefusedException refused = await Assert.ThrowsAsync<InferenceRefusedException>(() =>
            engine.CompleteAsync(Request with { Prefix = [1], PrefixText = "Once" })
        );
        Assert.Equal(InferenceRefusalCodes.NoContinuation, refused.Code);
    }

    [Theory]
    [InlineData(OpenAiContinuation.AssistantMessage, false)]
    [InlineData(OpenAiContinuation.ContinueFinalMessage, true)]
    public async Task A_beginning_is_handed_over_as_the_server_wants_it(OpenAiContinuation continuation, bool flagged)
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels().Then(Events(Token(" upon"), Token("", "stop"), "[DONE]"));
        await using OpenAiEngine engine = await StartAsync(server, continuation: continuation);
        InferenceCompleted rest = await engine.CompleteAsync(Request with { Stop = [], Prefix = [1], PrefixText = "Once" });
        Assert.Equal(" upon", rest.Text);
        Assert.Contains("""{"role":"assistant","content":"Once"}]""", server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(
            flagged,
            server.Requests[1].Contains("\"continue_final_message\":true,\"add_generation_prompt\":false", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_raw_prompt_goes_to_completions()
    {
        await using ScriptedServer server = new ScriptedServer()
            .ThenModels()
            .Then(
                Events(
                    """{"choices":[{"text":"yes","finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":1}}""",
                    "[DONE]"
                )
            );
        await using OpenAiEngine engine = await StartAsync(server);
        InferenceCompleted whole = await engine.CompleteAsync(
            new InferenceRequest
            {
                Model = Model,
                Prompt = "Well, ",
                MaxTokens = 1,
            }
        );
        Assert.Equal(("yes", 2, FinishReason.Length), (whole.Text, whole.PromptTokens, whole.Finish));
        Assert.StartsWith("POST /v1/completions ", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_and_stops_hold_whatever_the_server_does()
    {
        string[] chatter = [.. Enumerable.Range(0, 30).Select(i => Token($" word{i}"))];
        await using ScriptedServer server = new ScriptedServer()
            .ThenModels()
            .Then(Events([.. chatter, Silence]))
            .Then(Events([.. chatter, Silence]));
        await using OpenAiEngine engine = await StartAsync(server);

        InferenceCompleted cut = await engine.CompleteAsync(Request with { Stop = ["1 word2"] });
        Assert.Equal((" word0 word", FinishReason.Stop), (cut.Text, cut.Finish));
        await server.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        InferenceCompleted most = await engine.CompleteAsync(Request with { Stop = [] });
        Assert.Equal((8, FinishReason.Length), (most.Tokens.Count, most.Finish));
    }

    [Fact]
    public async Task Cancelling_closes_the_request()
    {
        await using ScriptedServer server = new ScriptedServer().ThenModels().Then(Events(Token("a"), Token("b"), Silence));
        await using OpenAiEngine engine = await StartAsync(server);
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (InferenceEvent step in engine.GenerateAsync(Request with { Stop = [] }, cancel.Token))
            {
                if (step is TokenGenerated)
                {
                    await cancel.CancelAsync();
                }
            }
        });
        await server.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    internal static Task<OpenAiEngine> StartAsync(
        ScriptedServer server,
        string? key = null,
        string serverModel = "",
        OpenAiContinuation continuation = OpenAiContinuation.None,
        Microsoft.Extensions.Logging.ILoggerFactory? loggers = null
    ) =>
        OpenAiEngine.StartAsync(
            new OpenAiEngineOptions
            {
                Model = Model,
                Url = server.Url,
                ApiKey = key,
                ServerModel = serverModel,
                Continuation = continuation,
                FirstTokenTimeout = TimeSpan.FromSeconds(20),
                StallTimeout = TimeSpan.FromSeconds(1),
            },
            loggers,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
