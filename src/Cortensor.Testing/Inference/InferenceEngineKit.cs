using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Testing.Inference;

/// <summary>
/// What every <see cref="IInferenceEngine"/> must do. Each check leaves the engine as it found it, so one engine may serve all.
/// </summary>
public static class InferenceEngineKit
{
    private const int Few = 12;
    private const int Many = 200;

    /// <summary>The contract, sentence by sentence.</summary>
    public static IReadOnlyList<KitCheck<IInferenceEngine>> Checks { get; } =
    [
        new("First_comes_the_prompt_then_tokens_last_the_whole", OrderAsync),
        new("No_more_tokens_come_than_were_asked_for", LimitAsync),
        new("A_stop_sequence_ends_the_text_and_never_shows", StopAsync),
        new("Counting_a_prompt_agrees_with_running_it", CountAsync),
        new("Another_model_is_refused", UnknownModelAsync),
        new("Requests_that_break_the_rule_are_refused", InvalidAsync),
        new("A_cancelled_answer_ends_and_frees_its_slot", CancelAsync),
        new("Leaving_the_stream_frees_its_slot", LeaveAsync),
        new("As_many_answers_as_slots_run_at_once_and_one_more_is_refused", SlotsAsync),
    ];

    private static async Task OrderAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        List<InferenceEvent> events = [];
        await foreach (InferenceEvent step in engine.GenerateAsync(Ask(engine, Few), cancellationToken))
        {
            events.Add(step);
        }

        KitFailure.Unless(
            events.Count > 2 && events[0] is PromptEvaluated && events[^1] is InferenceCompleted,
            "An answer has a prompt, tokens and an end."
        );
        List<TokenGenerated> tokens = [.. events.Skip(1).SkipLast(1).OfType<TokenGenerated>()];
        InferenceCompleted whole = (InferenceCompleted)events[^1];
        KitFailure.Unless(tokens.Count == events.Count - 2, "Between prompt and end there are only tokens.");
        KitFailure.Unless(whole.Tokens.SequenceEqual(tokens.Select(token => token.Token)), "The whole names the tokens that were told.");
        KitFailure.Unless(whole.Text == string.Concat(tokens.Select(token => token.Text)), "The whole is the text that was told.");
        int prompt = ((PromptEvaluated)events[0]).PromptTokens;
        KitFailure.Unless(prompt == whole.PromptTokens || prompt == PromptEvaluated.NotYetKnown, "The prompt's length does not change.");
        KitFailure.Unless(whole.PromptTokens > 0, "A prompt has tokens.");
    }

    private static async Task LimitAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        InferenceCompleted whole = await CompleteAsync(engine, Ask(engine, 3), cancellationToken);
        KitFailure.Unless(
            whole.Tokens.Count == 3 && whole.Finish == FinishReason.Length,
            $"Three tokens were asked for; {whole.Tokens.Count} came, {whole.Finish}."
        );
    }

    private static async Task StopAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        string text = (await CompleteAsync(engine, Ask(engine, Few), cancellationToken)).Text;
        string stop = text.Substring(text.Length / 2, 4);
        InferenceCompleted cut = await CompleteAsync(engine, Ask(engine, Few) with { Stop = [stop] }, cancellationToken);
        KitFailure.Unless(
            cut.Finish == FinishReason.Stop && cut.Text == text[..text.IndexOf(stop, StringComparison.Ordinal)],
            "The text ends before the stop sequence."
        );
    }

    private static async Task CountAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        int counted = await engine.CountPromptTokensAsync(Ask(engine, Few), cancellationToken);
        int ran = (await CompleteAsync(engine, Ask(engine, 1), cancellationToken)).PromptTokens;
        KitFailure.Unless(counted == ran, $"Counted {counted}, ran {ran}.");
    }

    private static async Task UnknownModelAsync(IInferenceEngine engine, CancellationToken cancellationToken) =>
        await RefusedAsync(
            engine,
            Ask(engine, Few) with
            {
                Model = ModelId.Parse("nobody-has-this"),
            },
            InferenceRefusalCodes.UnknownModel,
            cancellationToken
        );

    private static async Task InvalidAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        await RefusedAsync(engine, Ask(engine, 0), InferenceRefusalCodes.InvalidArgument, cancellationToken);
        await RefusedAsync(engine, Ask(engine, Few) with { Messages = [] }, InferenceRefusalCodes.InvalidArgument, cancellationToken);
        await RefusedAsync(engine, Ask(engine, Few) with { Stop = [""] }, InferenceRefusalCodes.InvalidArgument, cancellationToken);
    }

    private static async Task CancelAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (InferenceEvent step in engine.GenerateAsync(Ask(engine, Many), cancel.Token))
            {
                KitFailure.Unless(step is not InferenceCompleted, "An answer that was cancelled was completed.");
                if (step is TokenGenerated)
                {
                    await cancel.CancelAsync();
                }
            }

            throw new KitFailure("A cancelled answer ended as if nothing had happened.");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As it should be; and the slot is free again.
            _ = await CompleteAsync(engine, Ask(engine, 1), cancellationToken);
        }
    }

    private static async Task LeaveAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        for (int i = 0; i < engine.Slots; i++)
        {
            await foreach (InferenceEvent step in engine.GenerateAsync(Ask(engine, Many), cancellationToken))
            {
                if (step is TokenGenerated)
                {
                    break;
                }
            }
        }

        _ = await CompleteAsync(engine, Ask(engine, 1), cancellationToken);
    }

    private static async Task SlotsAsync(IInferenceEngine engine, CancellationToken cancellationToken)
    {
        List<IAsyncEnumerator<InferenceEvent>> running = [];
        try
        {
            for (int i = 0; i < engine.Slots; i++)
            {
                running.Add(engine.GenerateAsync(Ask(engine, Few), cancellationToken).GetAsyncEnumerator(cancellationToken));
                KitFailure.Unless(await running[^1].MoveNextAsync(), "An answer begins in every slot.");
            }

            await RefusedAsync(engine, Ask(engine, Few), InferenceRefusalCodes.NoSlot, cancellationToken);
            InferenceEvent[] last = await Task.WhenAll(running.Select(LastAsync));
            KitFailure.Unless(
                last.All(step => step is InferenceCompleted { Tokens.Count: > 0 }),
                "Answers that run together all come to their end."
            );
        }
        finally
        {
            foreach (IAsyncEnumerator<InferenceEvent> one in running)
            {
                await one.DisposeAsync();
            }
        }
    }

    private static async Task<InferenceEvent> LastAsync(IAsyncEnumerator<InferenceEvent> answer)
    {
        InferenceEvent last = answer.Current;
        while (await answer.MoveNextAsync())
        {
            last = answer.Current;
        }

        return last;
    }

    private static async Task RefusedAsync(
        IInferenceEngine engine,
        InferenceRequest request,
        string code,
        CancellationToken cancellationToken
    )
    {
        try
        {
            _ = await CompleteAsync(engine, request, cancellationToken);
        }
        catch (InferenceRefusedException refused)
        {
            KitFailure.Unless(refused.Code == code, $"It must be refused with {code}, not {refused.Code}.");
            return;
        }

        throw new KitFailure($"It must be refused with {code}.");
    }

    private static InferenceRequest Ask(IInferenceEngine engine, int maxTokens) =>
        new()
        {
            Model = engine.Models[0].Id,
            Messages = [new ChatMessage("user", "Tell me a long story about a lighthouse and the sea.")],
            MaxTokens = maxTokens,
            Sampling = SamplingOptions.Greedy,
        };

    private static async Task<InferenceCompleted> CompleteAsync(
        IInferenceEngine engine,
        InferenceRequest request,
        CancellationToken cancellationToken
    )
    {
        InferenceCompleted? whole = null;
        await foreach (InferenceEvent step in engine.GenerateAsync(request, cancellationToken))
        {
            whole = step as InferenceCompleted ?? whole;
        }

        return whole ?? throw new KitFailure("The answer was not completed.");
    }
}
