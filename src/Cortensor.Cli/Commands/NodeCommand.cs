using System.CommandLine;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor node run</c>: one node in the foreground, as operators run it.</summary>
internal static class NodeCommand
{
    public static Command Create(CliConsole console) => new("node", "Runs one node of a network.") { Run(console) };

    private static Command Run(CliConsole console)
    {
        Option<string[]> roles = new("--role") { Description = "What the node does; may be repeated. Overrides the file.", HelpName = "ROLE", AllowMultipleArgumentsPerToken = true };
        _ = roles.AcceptOnlyFromAmong([.. NodeRoles.All]);
        Option<string?> file = new("--config") { Description = "Configuration file (default: node.json in --datadir).", HelpName = "FILE" };
        Dictionary<Option<string?>, string> flags = new()
        {
            [Flag("--datadir", "DIR", "Folder for the node's journal, blocks and caches.")] = "DataDir",
            [Flag("--listen", "URL", "Address to listen on; loopback only unless the file sets AllowPublic.")] = "Listen",
            [Flag("--rpc", "URL", "JSON-RPC address of the chain.")] = "Chain:Rpc",
            [Flag("--deployment", "FILE", "File with the contracts' addresses.")] = "Chain:Deployment",
            [Flag("--key", "FILE", "Keystore of the node's key.")] = "Key:File",
            [Flag("--password-file", "FILE", "File whose first line is the key's password.")] = "Key:PasswordFile",
            [Flag("--router", "URL", "Miner: WebSocket address of the router to dial.")] = "Miner:Routers:0:Url",
            [Flag("--gateway", "URL", "Miner, oracle: base URL of a gateway to fetch payloads from.")] = "gateway",
            [Flag("--engine", "NAME", "Miner: llama or scripted.")] = "Miner:Engine",
            [Flag("--model", "ID", "Miner: catalogue id of the model.")] = "Miner:Models:0",
            [Flag("--log-format", "NAME", "text or json.")] = "Log:Format",
        };
        Command command = new("run", "Runs a node until Ctrl-C. Options: flags, then environment (Cortensor__Section__Key), then the file.") { roles, file };
        foreach (Option<string?> flag in flags.Keys)
            command.Add(flag);
        command.Add(CommonOptions.Yes());
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Dictionary<string, string?> values = [];
            foreach ((Option<string?> flag, string key) in flags)
            {
                if (parsed.GetValue(flag) is { } value)
                    Set(values, key, value);
            }

            string[] chosen = parsed.GetValue(roles) ?? [];
            for (int i = 0; i < chosen.Length; i++)
                values[$"Roles:{i}"] = chosen[i];
            NodeOptions options = NodeOptionsReader.Read(parsed.GetValue(file) ?? DefaultFile(values), values);
            ExitCode exit = await NodeProgram.RunAsync(options, TimeProvider.System, cancellationToken);
            return exit == ExitCodes.Ok ? exit.Number : console.Fail(new CodedException(exit, exit.Meaning));
        });
        return command;
    }

    private static Option<string?> Flag(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    private static void Set(Dictionary<string, string?> values, string key, string value)
    {
        if (key != "gateway")
        {
            values[key] = value;
            return;
        }

        values["Miner:Gateways:0"] = value;
        values["Oracle:Gateways:0"] = value;
    }

    private static string? DefaultFile(Dictionary<string, string?> values) =>
        values.TryGetValue("DataDir", out string? folder) && Path.Combine(folder!, NodeOptionsReader.DefaultFileName) is string file && File.Exists(file) ? file : null;
}
