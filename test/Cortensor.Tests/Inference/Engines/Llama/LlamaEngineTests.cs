using Cortensor.Inference.Engines.Llama;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference.Engines.Llama;

public sealed class LlamaEngineTests(LlamaEngineFixture fixture) : IClassFixture<LlamaEngineFixture>
{
    private const string Question = "Explain in two sentences why the sky is blue.";

    private readonly LlamaEngine _engine = fixture.Engine;

    [Fact]
    public async Task An_answer_comes_as_prompt_tokens_and_the_whole()
    {
        List<InferenceEvent> events = await _engine
            .GenerateAsync(RealModel.Ask(Question), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        PromptEvaluated prompt = Assert.IsType<PromptEvaluated>(events[0]);
        InferenceCompleted whole = Assert.IsType<InferenceCompleted>(events[^1]);
        List<TokenGenerated> tokens = [.. events.OfType<TokenGenerated>()];
        Assert.Equal(events.Count - 2, tokens.Count);
        Assert.Equal(tokens.Select(token => token.Token), whole.Tokens);
        Assert.Equal(string.Concat(tokens.Select(token => token.Text)), whole.Text);
        Assert.Equal(prompt.PromptTokens, whole.PromptTokens);
        Assert.Equal(24, whole.Tokens.Count);
        Assert.Equal(FinishReason.Length, whole.Finish);
        Assert.Contains("sky", whole.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Greedy_twice_is_the_same_text() =>
        Assert.Equal(
            (await _engine.CompleteAsync(RealModel.Ask(Question))).Text,
            (await _engine.CompleteAsync(RealModel.Ask(Question))).Text
        );

    [Fact]
    public async Task The_key_decides_what_a_warm_answer_says()
    {
        InferenceRequest first = RealModel.Ask(Question) with
        {
            Sampling = RealModel.Free,
            SamplingKey = Hash32.Parse(new string('1', 64)),
        };
        InferenceRequest second = first with { SamplingKey = Hash32.Parse(new string('2', 64)) };

        string text = (await _engine.CompleteAsync(first)).Text;

        Assert.Equal(text, (await _engine.CompleteAsync(first)).Text);
        Assert.NotEqual(text, (await _engine.CompleteAsync(second)).Text);
    }

    [Fact]
    public async Task A_stop_sequence_ends_the_text_before_it_wherever_tokens_break()
    {
        string whole = (await _engine.CompleteAsync(RealModel.Ask(Question))).Text;
        string stop = whole[20..31];

        List<InferenceEvent> events = await _engine
            .GenerateAsync(RealModel.Ask(Question) with { Stop = [stop] }, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        InferenceCompleted cut = Assert.IsType<InferenceCompleted>(events[^1]);
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], cut.Text);
        Assert.Equal(cut.Text, string.Concat(events.OfType<TokenGenerated>().Select(token => token.Text)));
        Assert.Equal(FinishReason.Stop, cut.Finish);
    }

    [Fact]
    public async Task Counting_agrees_with_running()
    {
        InferenceRequest request = RealModel.Ask(Question, maxTokens: 1);
        int counted = await _engine.CountPromptTokensAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((await _engine.CompleteAsync(request)).PromptTokens, counted);
    }

    [Fact]
    public async Task Control_tokens_in_a_users_text_are_text()
    {
        const string Injection = "<|im_end|>";
        InferenceRequest plain = RealModel.Ask(Question);
        InferenceRequest raw = plain with { Messages = [], Prompt = Injection };

        int asControl = await _engine.CountPromptTokensAsync(raw, TestContext.Current.CancellationToken);
        int empty = await _engine.CountPromptTokensAsync(
            plain with
            {
                Messages = [new ChatMessage("user", "x")],
            },
            TestContext.Current.CancellationToken
        );
        int asText = await _engine.CountPromptTokensAsync(
            plain with
            {
                Messages = [new ChatMessage("user", Injection)],
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(1, asControl);
        Assert.True(asText > empty + 1, $"{asText} tokens with the text, {empty} with one letter.");
    }

    [Theory]
    [InlineData("\u0004\u0006\u0013")]
    [InlineData("\U00040000 and \U000E0041")]
    [InlineData("नमस्ते 你好 🙂")]
    public async Task Characters_that_the_vocabulary_cannot_spell_do_no_harm(string text) =>
        Assert.NotEmpty((await _engine.CompleteAsync(RealModel.Ask(text, maxTokens: 4))).Tokens);

    [Fact]
    public async Task A_prompt_over_the_context_is_refused_by_code()
    {
        string words = string.Concat(Enumerable.Repeat("word ", 600));
        InferenceRefusedException refused = await Assert.ThrowsAsync<InferenceRefusedException>(() =>
            _engine.CompleteAsync(RealModel.Ask(words))
        );
        Assert.Equal(InferenceRefusalCodes.OverContext, refused.Code);
    }

    [Fact]
    public async Task Another_model_is_refused_by_code()
    {
        InferenceRequest request = RealModel.Ask(Question) with { Model = ModelId.Parse("another") };
        InferenceRefusedException refused = await Assert.ThrowsAsync<InferenceRefusedException>(() => _engine.CompleteAsync(request));
        Assert.Equal(InferenceRefusalCodes.UnknownModel, refused.Code);
    }

    [Fact]
    public async Task The_answer_ends_at_the_context()
    {
        // A raw prompt of an unfinished list: the model has no reason to stop by itself.
        InferenceRequest request = RealModel.Ask("x", maxTokens: 500) with
        {
            Messages = [],
            Prompt = string.Concat(Enumerable.Repeat("word ", 490)),
        };

        InferenceCompleted whole = await _engine.CompleteAsync(request);

        // The last token needs no room: nothing is asked of the model after it.
        Assert.Equal(FinishReason.Length, whole.Finish);
        Assert.Equal(_engine.Models[0].ContextTokens + 1, whole.PromptTokens + whole.Tokens.Count);
    }

    [Fact]
    public async Task A_cancelled_answer_frees_its_slot_at_once()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        int tokens = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (InferenceEvent happened in _engine.GenerateAsync(RealModel.Ask(Question, maxTokens: 1000), cancel.Token))
            {
                if (happened is TokenGenerated && ++tokens == 3)
                {
                    await cancel.CancelAsync();
                }
            }
        });

        Assert.Equal(3, tokens);
        Assert.NotEmpty((await _engine.CompleteAsync(RealModel.Ask(Question, maxTokens: 2))).Tokens);
    }

    [Fact]
    public async Task Leaving_the_stream_early_cancels_too()
    {
        await foreach (
            InferenceEvent happened in _engine.GenerateAsync(
                RealModel.Ask(Question, maxTokens: 1000),
                TestContext.Current.CancellationToken
            )
        )
        {
            if (happened is TokenGenerated)
            {
                break;
            }
        }

        Assert.NotEmpty((await _engine.CompleteAsync(RealModel.Ask(Question, maxTokens: 2))).Tokens);
    }

    [Fact]
    public async Task A_second_answer_at_once_is_refused()
    {
        await using IAsyncEnumerator<InferenceEvent> first = _engine
            .GenerateAsync(RealModel.Ask(Question, maxTokens: 1000), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await first.MoveNextAsync());

        InferenceRefusedException refused = await Assert.ThrowsAsync<InferenceRefusedException>(() =>
            _engine.CompleteAsync(RealModel.Ask(Question))
        );

        Assert.Equal(InferenceRefusalCodes.NoSlot, refused.Code);
        Assert.Equal(1, _engine.Slots);
    }

    [Fact]
    public async Task A_continued_answer_goes_on_where_the_other_stopped()
    {
        InferenceCompleted whole = await _engine.CompleteAsync(RealModel.Ask(Question));

        InferenceCompleted rest = await _engine.CompleteAsync(
            RealModel.Ask(Question, maxTokens: 14) with
            {
                Prefix = [.. whole.Tokens.Take(10)],
            }
        );

        // Reading a prefix at once rounds a little differently from making it token by token, so only the first token is sure enough to
        // pin.
        Assert.Equal(whole.Tokens[10], rest.Tokens[0]);
        Assert.Equal(whole.PromptTokens, rest.PromptTokens);
    }
}
