using System.CommandLine;
using System.CommandLine.Parsing;
using Cortensor.Cli.Commands;
using Cortensor.Cli.Commands.Accounts;
using Cortensor.Cli.Commands.Admin;
using Cortensor.Cli.Commands.Keys;
using Cortensor.Cli.Commands.Nodes;
using Cortensor.Cli.Commands.Sessions;
using Cortensor.Cli.Commands.Tasks;
using Cortensor.Node;

namespace Cortensor.Cli;

/// <summary>The command line as one function: arguments in, exit code out.</summary>
internal static class CliProgram
{
    /// <summary>Runs one command.</summary>
    public static async Task<int> RunAsync(string[] args, CliConsole console)
    {
        ParseResult parsed = Root(console).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            string faults = string.Join(' ', parsed.Errors.Select(error => Sentence(error.Message)));
            return console.Fail(new CodedException(ExitCodes.Configuration, $"{faults} See '{PathOf(parsed.CommandResult)} --help'."));
        }

        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            Output = console.Out,
            Error = console.Error,
            ProcessTerminationTimeout = null, // every command stops its children itself, each with its own deadline
        };
        using StopSignals stop = new();
        try
        {
            return await parsed.InvokeAsync(configuration, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return console.Fail(new CodedException(ExitCodes.Interrupted, "Stopped."));
        }
        catch (Exception e)
        {
            return console.Fail(e);
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "cortensor";

    // The parser lists allowed values on lines of their own; an error is one line here.
    private static string Sentence(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.') + ".";

    private static RootCommand Root(CliConsole console)
    {
        RootCommand root = new("Cortensor: a decentralized network that answers prompts, on your machine or in the field.")
        {
            DemoCommand.Create(console),
            DoctorCommand.Create(console),
            DevnetCommands.Create(console),
            AskCommand.Create(console),
            SessionCommands.Create(console),
            TaskCommands.Create(console),
            NodeCommands.Create(console),
            ConfigCommands.Create(console),
            AccountCommands.Create(console),
            AdminCommands.Create(console),
            KeysCommands.Create(console),
            ModelsCommands.Create(console),
        };
        return root;
    }
}
