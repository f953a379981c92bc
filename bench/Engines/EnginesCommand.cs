using System.CommandLine;
using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;

namespace Cortensor.Bench.Engines;

/// <summary><c>engines</c>: answers one after the other against answers together in one context.</summary>
internal static class EnginesCommand
{
    private static readonly int[] Loads = [1, 4, 8, 16];

    public static Command Create()
    {
        Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 5 };
        Option<int> tokens = new("--tokens") { Description = "Tokens of an answer.", DefaultValueFactory = _ => 64 };
        Option<int> threads = new("--threads") { Description = "Threads of the worker.", DefaultValueFactory = _ => 1 };
        Command command = new("engines", "Compares the llama worker with one answer at a time and with many together.") { rounds, tokens, threads };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rounds), parsed.GetValue(tokens), parsed.GetValue(threads), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int rounds, int outputTokens, int threads, CancellationToken cancellationToken)
    {
        ResolvedModel model = await BenchModel.FindAsync(cancellationToken);
        LlamaEngineOptions options = new()
        {
            Model = model.Id,
            ModelPath = model.Path,
            WeightsSha256 = model.Sha256,
            ContextTokens = 512,
            Threads = threads,
            StallTimeout = TimeSpan.FromMinutes(5),
            PingTimeout = TimeSpan.FromMinutes(2),
        };
        await using LlamaEngine single = await LlamaEngine.StartAsync(options, null, TimeProvider.System, cancellationToken);
        await using LlamaEngine batched = await LlamaEngine.StartAsync(options with { Sequences = Loads[^1] }, null, TimeProvider.System, cancellationToken);
        Load one = new(single, outputTokens, TimeProvider.System);
        Load many = new(batched, outputTokens, TimeProvider.System);
        _ = await one.RunAsync(1, cancellationToken);
        _ = await many.RunAsync(Loads[^1], cancellationToken);

        Console.WriteLine($"{model.Id}, {outputTokens} tokens an answer, {threads} thread(s), medians of {rounds} rounds. {Machine.Describe()}");
        Console.WriteLine();
        Table table = new("requests at once", "one at a time: tok/s", "first token, middle / last", "together: tok/s", "first token, middle / last", "throughput", "first token, middle");
        foreach (int load in Loads)
        {
            // The two take turns, so that whatever else the machine does meets both.
            List<(LoadResult One, LoadResult Many)> results = [];
            for (int round = 0; round < rounds; round++)
                results.Add((await one.RunAsync(load, cancellationToken), await many.RunAsync(load, cancellationToken)));
            double Of(Func<(LoadResult One, LoadResult Many), double> value) => Statistics.Median(results.Select(value));
            table.Add(
                load.ToString(CultureInfo.InvariantCulture),
                Text($"{Of(r => r.One.TokensPerSecond):F1}"),
                Text($"{Of(r => r.One.FirstMedian):F2} / {Of(r => r.One.FirstWorst):F2} s"),
                Text($"{Of(r => r.Many.TokensPerSecond):F1}"),
                Text($"{Of(r => r.Many.FirstMedian):F2} / {Of(r => r.Many.FirstWorst):F2} s"),
                Text($"{Of(r => r.Many.TokensPerSecond / r.One.TokensPerSecond):F2}×"),
                Text($"{Of(r => r.Many.FirstMedian / r.One.FirstMedian):F2}×"));
        }

        Console.WriteLine(table);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
