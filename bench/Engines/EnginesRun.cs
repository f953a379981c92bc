using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;

namespace Cortensor.Bench.Engines;

/// <summary>Measures and prints the table of bench/Engines/README.md.</summary>
internal sealed class EnginesRun(int rounds, int tokens, int threads, TextWriter output, TimeProvider time)
{
    private const int ContextTokens = 512;

    private static readonly int[] Loads = [1, 4, 8, 16];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ResolvedModel model = await BenchModel.FindAsync(cancellationToken);
        await output.WriteLineAsync(
            $"{Machine.Describe()}\n{model.Id}, {tokens} tokens an answer, {threads} thread(s), medians of {rounds} rounds\n"
        );
        await using LlamaEngine single = await StartAsync(model, 1, cancellationToken);
        await using LlamaEngine batched = await StartAsync(model, Loads[^1], cancellationToken);
        Load one = new(single, tokens, time);
        Load many = new(batched, tokens, time);
        _ = await one.RunAsync(1, cancellationToken);
        _ = await many.RunAsync(Loads[1], cancellationToken);
        Table table = new(
            "requests at once",
            "one at a time: tok/s",
            "first token, middle / last",
            "together: tok/s",
            "first token, middle / last",
            "tok/s ×",
            "tok per CPU second ×",
            "first token ×"
        );
        foreach (int load in Loads)
        {
            // The two take turns, so that whatever else the machine does meets both.
            List<(LoadResult One, LoadResult Many)> results = [];
            for (int round = 0; round < rounds; round++)
            {
                results.Add((await one.RunAsync(load, cancellationToken), await many.RunAsync(load, cancellationToken)));
            }

            Add(table, load, results);
        }

        await output.WriteLineAsync(table.ToString());
        return 0;
    }

    private static void Add(Table table, int load, List<(LoadResult One, LoadResult Many)> results)
    {
        string Of(string format, Func<(LoadResult One, LoadResult Many), double> value) =>
            Statistics.Median(results.Select(value)).ToString(format, CultureInfo.InvariantCulture);
        table.Add(
            load.ToString(CultureInfo.InvariantCulture),
            Of("F1", pair => pair.One.TokensPerSecond),
            $"{Of("F2", pair => pair.One.FirstMedian)} / {Of("F2", pair => pair.One.FirstWorst)} s",
            Of("F1", pair => pair.Many.TokensPerSecond),
            $"{Of("F2", pair => pair.Many.FirstMedian)} / {Of("F2", pair => pair.Many.FirstWorst)} s",
            Of("F2", pair => pair.Many.TokensPerSecond / pair.One.TokensPerSecond),
            Of("F2", pair => pair.Many.TokensPerCpuSecond / pair.One.TokensPerCpuSecond),
            Of("F2", pair => pair.Many.FirstMedian / pair.One.FirstMedian)
        );
    }

    private Task<LlamaEngine> StartAsync(ResolvedModel model, int sequences, CancellationToken cancellationToken) =>
        LlamaEngine.StartAsync(
            new LlamaEngineOptions
            {
                Model = model.Id,
                ModelPath = model.Path,
                WeightsSha256 = model.Sha256,
                ContextTokens = ContextTokens,
                Threads = threads,
                Sequences = sequences,
                StallTimeout = TimeSpan.FromMinutes(5),
                PingTimeout = TimeSpan.FromMinutes(2),
            },
            null,
            time,
            cancellationToken
        );
}
