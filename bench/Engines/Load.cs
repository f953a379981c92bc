using System.Diagnostics;
using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Crypto;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Protocol.Inference;

namespace Cortensor.Bench.Engines;

/// <summary>So many requests at once at one engine; those beyond its slots wait, as they do in a miner.</summary>
internal sealed class Load(LlamaEngine engine, int outputTokens, TimeProvider time)
{
    private static readonly string[] Topics =
    [
        "lighthouses",
        "bread",
        "the moon",
        "bicycles",
        "rivers",
        "winter",
        "bees",
        "maps",
        "clocks",
        "forests",
        "glass",
        "salt",
        "bridges",
        "sleep",
        "rain",
        "music",
    ];

    public async Task<LoadResult> RunAsync(int parallel, CancellationToken cancellationToken)
    {
        using SemaphoreSlim slots = new(engine.Slots, engine.Slots);
        double cpu = CpuSeconds();
        long started = time.GetTimestamp();
        (int Tokens, double First)[] answers = await Task.WhenAll(
            Enumerable
                .Range(0, parallel)
                .Select(index => Task.Run(() => AskAsync(index, slots, started, cancellationToken), cancellationToken))
        );
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        int tokens = answers.Sum(answer => answer.Tokens);
        return new LoadResult(
            tokens / seconds,
            Statistics.Median(answers.Select(answer => answer.First)),
            answers.Max(answer => answer.First),
            tokens / (CpuSeconds() - cpu)
        );
    }

    private double CpuSeconds() =>
        engine.WorkerPids.Sum(pid =>
        {
            using Process worker = Process.GetProcessById(pid);
            return worker.TotalProcessorTime.TotalSeconds;
        });

    private async Task<(int Tokens, double First)> AskAsync(
        int index,
        SemaphoreSlim slots,
        long started,
        CancellationToken cancellationToken
    )
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            int tokens = 0;
            double first = 0;
            await foreach (InferenceEvent step in engine.GenerateAsync(Request(index), cancellationToken))
            {
                if (step is TokenGenerated && tokens++ == 0)
                {
                    first = time.GetElapsedTime(started).TotalSeconds;
                }
            }

            return (tokens, first);
        }
        finally
        {
            _ = slots.Release();
        }
    }

    private InferenceRequest Request(int index) =>
        new()
        {
            Model = engine.Models[0].Id,
            Messages =
            [
                new ChatMessage(
                    "user",
                    $"Tell me a very long story about {Topics[index % Topics.Length]}, with as many details as you can think of."
                ),
            ],
            MaxTokens = outputTokens,
            SamplingKey = Keccak256.HashText(index.ToString(CultureInfo.InvariantCulture)),
        };
}
