using System.CommandLine;
using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Devnet;
using Cortensor.Inference.Models;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Latency;

/// <summary><c>latency</c>: one answer at a time through the network and from the same engine called directly, taking turns.</summary>
internal static class LatencyCommand
{
    private const double FirstGoal = 1.15;
    private const double RateGoal = 0.9;

    public static Command Create()
    {
        Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 20 };
        Option<int> tokens = new("--tokens") { Description = "Longest answer.", DefaultValueFactory = _ => 96 };
        Command command = new("latency", "Compares the first token and the token rate through the network with the engine called directly.")
        {
            rounds,
            tokens,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rounds), parsed.GetValue(tokens), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int rounds, int maxTokens, CancellationToken cancellationToken)
    {
        BenchModel.TellNodes();
        ResolvedModel model = await BenchModel.FindAsync(cancellationToken);
        string folder = Directory.CreateTempSubdirectory("cortensor-latency-").FullName;
        DevnetOptions options = new()
        {
            DataDir = folder,
            Home = Checkout.Home,
            Program = Checkout.Program,
            Miners = 1,
            Engine = EngineNames.Llama,
            RouterPort = 0,
        };
        string machine = Machine.Describe();
        List<(AnswerTiming Direct, AnswerTiming Network)> pairs = [];
        await using (DevnetHost host = await DevnetHost.StartAsync(options, new Progress<string>(), TimeProvider.System, cancellationToken))
        {
            using NetworkAsker network = new(host.Document.Router.Url, host.Document.ApiKey, options.Model, TimeProvider.System);
            await using DirectAsker direct = await DirectAsker.StartAsync(model, TimeProvider.System, cancellationToken);
            for (int round = -1; round < rounds; round++)
            {
                // Whoever comes second may find something warm: they take turns at that too.
                string prompt = StoryPrompts.Of(round);
                AnswerTiming? early = round % 2 == 0 ? await direct.AskAsync(prompt, maxTokens, cancellationToken) : null;
                AnswerTiming through = await network.AskAsync(prompt, maxTokens, cancellationToken);
                AnswerTiming straight = early ?? await direct.AskAsync(prompt, maxTokens, cancellationToken);
                if (round >= 0)
                {
                    pairs.Add((straight, through));
                }
            }
        }

        Directory.Delete(folder, recursive: true);
        Tell(pairs, maxTokens, machine);
    }

    private static void Tell(List<(AnswerTiming Direct, AnswerTiming Network)> pairs, int maxTokens, string machine)
    {
        Console.WriteLine(
            $"Answers of at most {maxTokens} tokens, redundancy 1, {pairs.Count} pairs, median of each and of the pairs' ratios. {machine}"
        );
        Console.WriteLine();
        double first = Statistics.Median(pairs.Select(pair => pair.Network.First / pair.Direct.First));
        double rate = Statistics.Median(pairs.Select(pair => pair.Network.Rate / pair.Direct.Rate));
        Table table = new("what", "engine alone", "through the network", "ratio", "goal", "met");
        table.Add(
            "time to first token, ms",
            Text($"{Median(pair => pair.Direct.First):0.0}"),
            Text($"{Median(pair => pair.Network.First):0.0}"),
            Text($"{first:0.00}×"),
            Text($"≤ {FirstGoal}×"),
            first <= FirstGoal ? "yes" : "no"
        );
        table.Add(
            "tokens per second",
            Text($"{Median(pair => pair.Direct.Rate):0.0}"),
            Text($"{Median(pair => pair.Network.Rate):0.0}"),
            Text($"{rate:0.00}×"),
            Text($"≥ {RateGoal}×"),
            rate >= RateGoal ? "yes" : "no"
        );
        Console.WriteLine(table);
        Console.WriteLine(Text($"The network adds {Median(pair => pair.Network.First - pair.Direct.First):0.0} ms to the first token."));

        double Median(Func<(AnswerTiming Direct, AnswerTiming Network), double> value) => Statistics.Median(pairs.Select(value));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
