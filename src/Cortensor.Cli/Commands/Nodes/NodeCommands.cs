using System.CommandLine;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands.Nodes;

/// <summary><c>cortensor node …</c>: one node in the foreground, as operators run it, and what running ones say of themselves.</summary>
internal static class NodeCommands
{
    public static Command Create(CliConsole console) =>
        new("node", "Runs one node of a network, registers it, or asks nodes how they are.")
        {
            Run(console),
            NodeRegisterCommand.Create(console),
            NodeStatsCommand.Create(console),
        };

    private static Command Run(CliConsole console)
    {
        Command command = new(
            "run",
            "Runs a node until Ctrl-C. Options: flags, then environment (Cortensor__Section__Key), then the file."
        );
        NodeFlags flags = new(command);
        command.Add(CommonOptions.Yes());
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                (string? file, Dictionary<string, string?> values) = flags.Read(parsed);
                NodeOptions options = NodeOptionsReader.Read(file, values);
                ExitCode exit = await NodeProgram.RunAsync(options, TimeProvider.System, cancellationToken);
                return exit == ExitCodes.Ok ? exit.Number : console.Fail(new CodedException(exit, exit.Meaning));
            }
        );
        return command;
    }
}
