using System.CommandLine;

namespace Cortensor.Bench.Engines;

/// <summary><c>engines</c>: one answer at a time against several together, in the same llama worker.</summary>
internal static class EnginesCommand
{
    public static Command Create()
    {
        Option<int> rounds = new("--rounds")
        {
            Description = "Measurements of each kind; their medians are shown.",
            DefaultValueFactory = _ => 5,
        };
        Option<int> tokens = new("--tokens") { Description = "Tokens of an answer.", DefaultValueFactory = _ => 64 };
        Option<int> threads = new("--threads") { Description = "Threads of a worker.", DefaultValueFactory = _ => 1 };
        Command command = new("engines", "Measures a llama worker with 1, 4, 8 and 16 requests at once, with and without batching.")
        {
            rounds,
            tokens,
            threads,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new EnginesRun(
                    parsed.GetValue(rounds),
                    parsed.GetValue(tokens),
                    parsed.GetValue(threads),
                    Console.Out,
                    TimeProvider.System
                ).RunAsync(cancellationToken)
        );
        return command;
    }
}
