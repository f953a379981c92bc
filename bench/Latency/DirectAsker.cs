using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;
using Cortensor.Protocol.Inference;

namespace Cortensor.Bench.Latency;

/// <summary>Asks the engine as a miner does, without a network around it.</summary>
internal sealed class DirectAsker(LlamaEngine engine, TimeProvider time) : IAsyncDisposable
{
    /// <summary>An engine with the options of a development network's miner.</summary>
    public static async Task<DirectAsker> StartAsync(ResolvedModel model, TimeProvider time, CancellationToken cancellationToken) =>
        new(
            await LlamaEngine.StartAsync(
                new LlamaEngineOptions
                {
                    Model = model.Id,
                    ModelPath = model.Path,
                    WeightsSha256 = model.Sha256,
                },
                null,
                time,
                cancellationToken
            ),
            time
        );

    public async Task<AnswerTiming> AskAsync(string prompt, int maxTokens, CancellationToken cancellationToken)
    {
        InferenceRequest request = new()
        {
            Model = engine.Models[0].Id,
            Messages = [new ChatMessage("user", prompt)],
            MaxTokens = maxTokens,
            Sampling = new SamplingOptions { Temperature = 0 },
            // As a miner asks: what one prompt of a session has in common with the last one is not read again.
            CacheScope = "bench",
        };
        long start = time.GetTimestamp();
        double first = 0;
        double last = 0;
        int tokens = 0;
        await foreach (InferenceEvent step in engine.GenerateAsync(request, cancellationToken))
        {
            if (step is not TokenGenerated token)
            {
                continue;
            }

            tokens++;
            if (token.Text.Length == 0)
            {
                continue;
            }

            last = time.GetElapsedTime(start).TotalMilliseconds;
            first = first == 0 ? last : first;
        }

        return new AnswerTiming(first, last, tokens);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
