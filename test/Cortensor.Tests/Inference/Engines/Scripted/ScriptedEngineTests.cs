using Cortensor.Inference.Engines.Scripted;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Inference.Engines.Scripted;

public sealed class ScriptedEngineTests
{
    private static readonly ModelId Model = ModelId.Parse("scripted");
    private static readonly InferenceRequest Ask = new() { Model = Model, Messages = [new ChatMessage("user", "What is a session?")] };

    [Fact]
    public async Task Equal_requests_get_equal_answers_and_others_do_not()
    {
        await using ScriptedEngine engine = Engine();
        string text = (await engine.CompleteAsync(Ask)).Text;
        Assert.Equal(text, (await engine.CompleteAsync(Ask with { SamplingKey = Hash32.Parse(new string('1', 64)) })).Text);
        Assert.NotEqual(text, (await engine.CompleteAsync(Ask with { Messages = [new ChatMessage("user", "Why?")] })).Text);
        Assert.Contains("What is a session?", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_make_the_whole()
    {
        await using ScriptedEngine engine = Engine();
        List<InferenceEvent> events = await engine
            .GenerateAsync(Ask, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        InferenceCompleted whole = Assert.IsType<InferenceCompleted>(events[^1]);
        Assert.Equal(PseudoText.Answer(Ask), whole.Text);
        Assert.Equal(whole.Text, string.Concat(events.OfType<TokenGenerated>().Select(token => token.Text)));
        Assert.Equal(whole.PromptTokens, await engine.CountPromptTokensAsync(Ask, TestContext.Current.CancellationToken));
        Assert.Equal(FinishReason.Stop, whole.Finish);
    }

    [Fact]
    public async Task Limits_and_stops_hold()
    {
        await using ScriptedEngine engine = Engine(options => options with { Script = _ => "one two three four" });
        InferenceCompleted cut = await engine.CompleteAsync(Ask with { MaxTokens = 2 });
        InferenceCompleted stopped = await engine.CompleteAsync(Ask with { Stop = ["o thr"] });
        Assert.Equal(("one two", FinishReason.Length), (cut.Text, cut.Finish));
        Assert.Equal(("one tw", FinishReason.Stop), (stopped.Text, stopped.Finish));
    }

    [Fact]
    public async Task A_continued_answer_is_the_rest()
    {
        await using ScriptedEngine engine = Engine();
        InferenceCompleted whole = await engine.CompleteAsync(Ask);
        InferenceCompleted rest = await engine.CompleteAsync(Ask with { Prefix = [.. whole.Tokens.Take(5)] });
        Assert.Equal(whole.Tokens.Skip(5), rest.Tokens);
        Assert.EndsWith(rest.Text, whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_carry_codes()
    {
        await using ScriptedEngine engine = Engine(options => options with { ContextTokens = 5, Slots = 1 });
        Assert.Equal(InferenceRefusalCodes.OverContext, await CodeAsync(engine, Ask));
        Assert.Equal(InferenceRefusalCodes.UnknownModel, await CodeAsync(engine, Ask with { Model = ModelId.Parse("other") }));
        Assert.Equal(InferenceRefusalCodes.InvalidArgument, await CodeAsync(engine, Ask with { MaxTokens = 0 }));

        InferenceRequest small = Ask with { Messages = [new ChatMessage("user", "hi")] };
        await using IAsyncEnumerator<InferenceEvent> running = engine
            .GenerateAsync(small, CancellationToken.None)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        _ = await running.MoveNextAsync();
        Assert.Equal(InferenceRefusalCodes.NoSlot, await CodeAsync(engine, small));
    }

    [Fact]
    public void Wrong_options_are_reported_together()
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() =>
            Engine(_ => new ScriptedEngineOptions
            {
                Models = [],
                Slots = 0,
                TokenDelay = TimeSpan.FromSeconds(-1),
            })
        );
        Assert.Equal(3, refused.Failures.Count());
    }

    private static async Task<string> CodeAsync(ScriptedEngine engine, InferenceRequest request) =>
        (await Assert.ThrowsAsync<InferenceRefusedException>(() => engine.CompleteAsync(request))).Code;

    private static ScriptedEngine Engine(Func<ScriptedEngineOptions, ScriptedEngineOptions>? change = null)
    {
        ScriptedEngineOptions options = new() { Models = [Model] };
        return new ScriptedEngine(change?.Invoke(options) ?? options, TimeProvider.System);
    }
}
