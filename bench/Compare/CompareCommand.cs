using System.CommandLine;
using Cortensor.Bench.Common;

namespace Cortensor.Bench.Compare;

/// <summary><c>compare</c>: another revision's build and the present one, in turns in one run.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Option<string> home = new("--before") { Description = "Checkout of the other revision, built.", Required = true };
        Option<string> name = new("--name") { Description = "What to call it.", DefaultValueFactory = _ => "before" };
        Option<int> series = new("--series") { Description = "How often both routers start afresh.", DefaultValueFactory = _ => 3 };
        Option<int> rounds = new("--rounds") { Description = "Turns under load of each router in a series.", DefaultValueFactory = _ => 4 };
        Option<int> seconds = new("--seconds") { Description = "Length of such a turn.", DefaultValueFactory = _ => 4 };
        Option<int> asks = new("--asks") { Description = "Answers timed of each network.", DefaultValueFactory = _ => 20 };
        Option<int> starts = new("--starts") { Description = "Starts timed of each node.", DefaultValueFactory = _ => 10 };
        Command command = new(
            "compare",
            "Compares another revision's build with the present one: router, latency, start of a node, memory."
        )
        {
            home,
            name,
            series,
            rounds,
            seconds,
            asks,
            starts,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new BuiltRevision(parsed.GetRequiredValue(name), Path.GetFullPath(parsed.GetRequiredValue(home))).Check(),
                    new Amounts(
                        parsed.GetValue(series),
                        parsed.GetValue(rounds),
                        parsed.GetValue(seconds),
                        parsed.GetValue(asks),
                        parsed.GetValue(starts)
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(BuiltRevision before, Amounts amounts, CancellationToken cancellationToken)
    {
        const int warmUpSeconds = 12;
        BenchModel.TellNodes();
        string machine = Machine.Describe();
        Comparison comparison = new();
        // New processes for each series: how the JIT compiler happened to lay out one process must not decide, and a router's hash chain is
        // not endless.
        for (int series = 0; series < amounts.Series; series++)
        {
            await using RouterPair routers = new(before, BuiltRevision.Present, Console.Out);
            await routers.MeasureAsync(comparison, amounts.Rounds, amounts.Seconds, warmUpSeconds, cancellationToken);
        }

        await new NetworkPair(before, BuiltRevision.Present, TimeProvider.System, Console.Out).MeasureAsync(
            comparison,
            amounts.Asks,
            amounts.Starts,
            cancellationToken
        );
        Console.WriteLine();
        Console.WriteLine($"Medians; the ratio is the median of the pairs' ratios. {machine}");
        Console.WriteLine();
        Console.WriteLine(comparison.ToTable(before.Name));
    }

    private sealed record Amounts(int Series, int Rounds, int Seconds, int Asks, int Starts);
}
