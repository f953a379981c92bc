using System.CommandLine;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Soak;

/// <summary><c>soak</c>: many tasks, many deaths, and then the books.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        SoakOptions defaults = new();
        Option<int> tasks = new("--tasks") { Description = "Prompts to ask.", DefaultValueFactory = _ => defaults.Tasks };
        Option<double> minutes = new("--minutes")
        {
            Description = "Minutes over which they are asked.",
            DefaultValueFactory = _ => defaults.Minutes,
        };
        Option<int> seed = new("--seed")
        {
            Description = "Decides who asks what and who dies when.",
            DefaultValueFactory = _ => defaults.Seed,
        };
        Option<int> miners = new("--miners") { Description = "Miners, three at least.", DefaultValueFactory = _ => defaults.Miners };
        Option<double> kill = new("--kill-seconds")
        {
            Description = "Seconds between two kills on average.",
            DefaultValueFactory = _ => defaults.KillSeconds,
        };
        Option<string> engine = new("--engine") { Description = "scripted or llama.", DefaultValueFactory = _ => EngineNames.Scripted };
        Option<bool> lose = new("--lose-blocks")
        {
            Description = "Kill the chain by force too: it then loses its last seconds, like a deep reorganization.",
        };
        Option<bool> keep = new("--keep") { Description = "Keep the network's folder and logs even when all is well." };
        Command command = new(
            "soak",
            "Asks a development network many tasks while its processes are killed, and reconciles every prompt and every wei with the chain."
        )
        {
            tasks,
            minutes,
            seed,
            miners,
            kill,
            engine,
            lose,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new SoakRun(
                    new SoakOptions
                    {
                        Tasks = parsed.GetValue(tasks),
                        Minutes = parsed.GetValue(minutes),
                        Seed = parsed.GetValue(seed),
                        Miners = parsed.GetValue(miners),
                        KillSeconds = parsed.GetValue(kill),
                        Engine = parsed.GetValue(engine)!,
                        LoseBlocks = parsed.GetValue(lose),
                        Keep = parsed.GetValue(keep),
                    },
                    Console.Out,
                    TimeProvider.System
                ).RunAsync(cancellationToken)
        );
        return command;
    }
}
