using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Crypto;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;
using Cortensor.Protocol.Inference;

namespace Cortensor.Bench.Determinism;

/// <summary>Measures and prints the table of bench/Determinism/README.md.</summary>
internal sealed class DeterminismRun(int tokens, string otherBuild, TextWriter output, TimeProvider time)
{
    private const int ContextTokens = 512;
    private const int Together = 8;

    private static readonly EngineSetup Base = new("the same again", Threads: 1, Together: 1, LlamaBackends.Auto);

    private static readonly string[] Prompts =
    [
        "Explain in two sentences why the sky is blue.",
        "Write a short poem about the sea.",
        "What is the capital of France, and what is it known for?",
        "List five uses of salt.",
        "How do bees find their way home?",
        "Tell me a story about a lighthouse keeper.",
        "What is the difference between weather and climate?",
        "Write a recipe for bread.",
        "Who was Marie Curie?",
        "Explain how a bicycle stays upright.",
        "Give me three tips for better sleep.",
        "What is a prime number?",
        "Describe a forest in winter.",
        "Why do we have leap years?",
        "Write an email that asks for a day off.",
        "How does a refrigerator work?",
        "What are the planets of the solar system?",
        "Explain inflation to a child.",
        "Write a dialogue between a cat and a dog.",
        "What makes a good map?",
        "How is glass made?",
        "Name some famous bridges and say where they are.",
        "What is the purpose of music?",
        "Summarize how rivers shape the land.",
    ];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ResolvedModel model = await BenchModel.FindAsync(cancellationToken);
        (string best, IReadOnlyList<IReadOnlyList<int>> greedy, IReadOnlyList<IReadOnlyList<int>> sampled) = await AnswerAsync(
            model,
            Base,
            cancellationToken
        );
        await output.WriteLineAsync($"{Machine.Describe()}\n{model.Id}, {best}, {Prompts.Length} prompts, {tokens} tokens an answer\n");
        Table table = new(
            "against one answer at a time on one thread",
            "temperature 0: same answer",
            "parts after, median",
            "temperature 1, same key: same answer",
            "parts after, median"
        );
        EngineSetup[] setups =
        [
            Base,
            Base with
            {
                Name = "2 threads",
                Threads = 2,
            },
            Base with
            {
                Name = $"{Together} answers together",
                Together = Together,
            },
            Base with
            {
                Name = $"the {otherBuild} build",
                Build = otherBuild,
            },
        ];
        foreach (EngineSetup setup in setups)
        {
            (_, IReadOnlyList<IReadOnlyList<int>> otherGreedy, IReadOnlyList<IReadOnlyList<int>> otherSampled) = await AnswerAsync(
                model,
                setup,
                cancellationToken
            );
            table.Add([setup.Name, .. Compare(greedy, otherGreedy), .. Compare(sampled, otherSampled)]);
        }

        await output.WriteLineAsync(table.ToString());
        return 0;
    }

    private static string[] Compare(IReadOnlyList<IReadOnlyList<int>> one, IReadOnlyList<IReadOnlyList<int>> other)
    {
        double[] parts =
        [
            .. one.Zip(other)
                .Where(pair => !pair.First.SequenceEqual(pair.Second))
                .Select(pair => (double)pair.First.Zip(pair.Second).TakeWhile(tokens => tokens.First == tokens.Second).Count()),
        ];
        return
        [
            $"{one.Count - parts.Length} of {one.Count}",
            parts.Length == 0 ? "never" : Statistics.Median(parts).ToString("0.#", CultureInfo.InvariantCulture),
        ];
    }

    private async Task<(string Profile, IReadOnlyList<IReadOnlyList<int>> Greedy, IReadOnlyList<IReadOnlyList<int>> Sampled)> AnswerAsync(
        ResolvedModel model,
        EngineSetup setup,
        CancellationToken cancellationToken
    )
    {
        LlamaEngineOptions options = new()
        {
            Model = model.Id,
            ModelPath = model.Path,
            WeightsSha256 = model.Sha256,
            ContextTokens = ContextTokens,
            Threads = setup.Threads,
            Sequences = setup.Together,
            Backend = setup.Build,
            StallTimeout = TimeSpan.FromMinutes(5),
            PingTimeout = TimeSpan.FromMinutes(2),
        };
        await using LlamaEngine engine = await LlamaEngine.StartAsync(options, null, time, cancellationToken);
        return (
            engine.Models[0].NumericsProfile,
            await AllAsync(engine, SamplingOptions.Greedy, cancellationToken),
            await AllAsync(
                engine,
                new SamplingOptions
                {
                    Temperature = 1,
                    TopP = 1,
                    TopK = 0,
                },
                cancellationToken
            )
        );
    }

    private async Task<IReadOnlyList<IReadOnlyList<int>>> AllAsync(
        LlamaEngine engine,
        SamplingOptions sampling,
        CancellationToken cancellationToken
    )
    {
        List<IReadOnlyList<int>> answers = [];
        foreach (int[] group in Enumerable.Range(0, Prompts.Length).Chunk(engine.Slots))
        {
            answers.AddRange(await Task.WhenAll(group.Select(index => AskAsync(engine, index, sampling, cancellationToken))));
        }

        return answers;
    }

    private async Task<IReadOnlyList<int>> AskAsync(
        LlamaEngine engine,
        int index,
        SamplingOptions sampling,
        CancellationToken cancellationToken
    )
    {
        InferenceRequest request = new()
        {
            Model = engine.Models[0].Id,
            Messages = [new ChatMessage("user", Prompts[index])],
            MaxTokens = tokens,
            Sampling = sampling,
            SamplingKey = Keccak256.HashText(index.ToString(CultureInfo.InvariantCulture)),
        };
        IReadOnlyList<int> answer = [];
        await foreach (InferenceEvent step in engine.GenerateAsync(request, cancellationToken))
        {
            if (step is InferenceCompleted whole)
            {
                answer = whole.Tokens;
            }
        }

        return answer;
    }
}
