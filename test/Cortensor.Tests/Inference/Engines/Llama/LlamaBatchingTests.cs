using Cortensor.Inference.Engines.Llama;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference.Engines.Llama;

/// <summary>Several answers in one context: fair, apart from each other, and cancelled one by one.</summary>
public sealed class LlamaBatchingTests : IAsyncLifetime
{
    private LlamaEngine? _engine;

    private LlamaEngine Engine => _engine!;

    public async ValueTask InitializeAsync() =>
        _engine = await RealModel.StartAsync(RealModel.Options() with { ContextTokens = 512, Sequences = 4 });

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task Answers_made_together_do_not_mix()
    {
        string[] questions = ["Write about bees.", "Explain what rain is.", "Tell me about bread.", "What is music?"];
        List<InferenceCompleted> alone = [];
        foreach (string question in questions)
        {
            alone.Add(await Engine.CompleteAsync(RealModel.Ask(question)));
        }

        InferenceCompleted[] together = await Task.WhenAll(questions.Select(question => Engine.CompleteAsync(RealModel.Ask(question))));

        Assert.Equal(alone.Select(one => one.PromptTokens), together.Select(one => one.PromptTokens));
        Assert.All(together, one => Assert.True(one.Finish == FinishReason.Stop || one.Tokens.Count == 24));
        // Rounding differs with the batch, so texts may part; where each begins is far from any doubt.
        Assert.Equal(alone.Select(one => one.Tokens[0]), together.Select(one => one.Tokens[0]));
    }

    [Fact]
    public async Task A_long_prompt_does_not_stop_running_answers()
    {
        const int words = 380;
        await using IAsyncEnumerator<InferenceEvent> running = Begin(
            RealModel.Ask("Tell a very long story.", maxTokens: 400) with
            {
                Sampling = RealModel.Free,
            }
        );
        for (int i = 0; i < 4; i++)
        {
            Assert.True(await running.MoveNextAsync());
        }

        Task<List<InferenceEvent>> late = FirstTokenAsync(
            RealModel.Ask("x", maxTokens: 2) with
            {
                Messages = [],
                Prompt = string.Concat(Enumerable.Repeat("word ", words)),
            }
        );
        int told = 0;
        while (!late.IsCompleted && await running.MoveNextAsync())
        {
            told++;
        }

        // Its prompt is read in parts beside the story, one token of which comes with each.
        Assert.Contains(await late, step => step is TokenGenerated);
        Assert.InRange(told, (words / Cortensor.Inference.Worker.Generation.BatchPlan.PromptBesideAnswers) - 2, 400);
    }

    [Fact]
    public async Task A_cancelled_answer_leaves_its_neighbours_alone()
    {
        await using IAsyncEnumerator<InferenceEvent> neighbour = Begin(RealModel.Ask("Tell a long story about a river.", maxTokens: 40));
        Assert.True(await neighbour.MoveNextAsync());
        for (int i = 0; i < 6; i++)
        {
            await foreach (
                InferenceEvent step in Engine.GenerateAsync(
                    RealModel.Ask("Tell a long story about salt.", maxTokens: 400),
                    TestContext.Current.CancellationToken
                )
            )
            {
                if (step is TokenGenerated)
                {
                    break;
                }
            }
        }

        InferenceEvent last = neighbour.Current;
        while (await neighbour.MoveNextAsync())
        {
            last = neighbour.Current;
        }

        Assert.NotEmpty(Assert.IsType<InferenceCompleted>(last).Text);
    }

    [Fact]
    public async Task A_common_beginning_is_read_once_inside_a_scope_and_never_across()
    {
        string rules = string.Concat(Enumerable.Repeat("Always be polite and helpful. ", 12));
        InferenceRequest Asked(string question, string? scope) =>
            RealModel.Ask(question, maxTokens: 4) with
            {
                Messages = [new ChatMessage("system", rules), new ChatMessage("user", question)],
                CacheScope = scope,
            };

        InferenceCompleted first = await Engine.CompleteAsync(Asked("What is rain?", "1"));
        _ = await Engine.CompleteAsync(Asked("What is rain?", "2"));
        _ = await Engine.CompleteAsync(Asked("What is rain?", null));
        _ = await Engine.CompleteAsync(Asked("What is rain?", null));
        Assert.Equal(0, Engine.SharedPromptTokens);

        _ = await Engine.CompleteAsync(Asked("What is rain?", "3"));
        InferenceCompleted second = await Engine.CompleteAsync(Asked("What is salt?", "3"));
        Assert.InRange(Engine.SharedPromptTokens, 60, second.PromptTokens - 1);
        Assert.Equal(first.PromptTokens, second.PromptTokens);
    }

    private IAsyncEnumerator<InferenceEvent> Begin(InferenceRequest request) =>
        Engine.GenerateAsync(request, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private async Task<List<InferenceEvent>> FirstTokenAsync(InferenceRequest request)
    {
        List<InferenceEvent> events = [];
        await foreach (InferenceEvent step in Engine.GenerateAsync(request, TestContext.Current.CancellationToken))
        {
            events.Add(step);
        }

        return events;
    }
}
