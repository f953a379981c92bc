using System.CommandLine;

namespace Cortensor.Bench.Determinism;

/// <summary>
/// <c>determinism</c>: the same prompts under other threads, batch widths and builds of llama.cpp; how many answers stay the same.
/// </summary>
internal static class DeterminismCommand
{
    public static Command Create()
    {
        Option<int> tokens = new("--tokens") { Description = "Tokens of an answer.", DefaultValueFactory = _ => 64 };
        Option<string> other = new("--other-build")
        {
            Description = "The build that is compared with the machine's best one.",
            DefaultValueFactory = _ => "avx2",
        };
        Command command = new("determinism", "Counts answers that stay the same with other threads, batch widths and builds of llama.cpp.")
        {
            tokens,
            other,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new DeterminismRun(parsed.GetValue(tokens), parsed.GetValue(other)!, Console.Out, TimeProvider.System).RunAsync(
                    cancellationToken
                )
        );
        return command;
    }
}
