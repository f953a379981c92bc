using System.CommandLine;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands.Nodes;

/// <summary>The flags that set a node's options, the same for running it and for showing its configuration.</summary>
internal sealed class NodeFlags
{
    private const string Gateway = "gateway";

    private readonly Option<string[]> _roles = new("--role")
    {
        Description = "What the node does; may be repeated. Overrides the file.",
        HelpName = "ROLE",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> _file = new("--config")
    {
        Description = "Configuration file (default: node.json in --datadir).",
        HelpName = "FILE",
    };
    private readonly Dictionary<Option<string?>, string> _flags = new()
    {
        [Flag("--datadir", "DIR", "Folder for the node's journal, blocks and caches.")] = "DataDir",
        [Flag("--listen", "URL", "Address to listen on; loopback only unless the file sets AllowPublic.")] = "Listen",
        [Flag("--rpc", "URL", "JSON-RPC address of the chain.")] = "Chain:Rpc",
        [Flag("--deployment", "FILE", "File with the contracts' addresses.")] = "Chain:Deployment",
        [Flag("--key", "FILE", "Keystore of the node's key.")] = "Key:File",
        [Flag("--password-file", "FILE", "File whose first line is the key's password.")] = "Key:PasswordFile",
        [Flag("--router", "URL", "Miner: WebSocket address of the router to dial.")] = "Miner:Routers:0:Url",
        [Flag("--gateway", "URL", "Miner, oracle: base URL of a gateway to fetch payloads from.")] = Gateway,
        [Flag("--engine", "NAME", $"Miner: one of {string.Join(", ", EngineNames.All)}.")] = "Miner:Engine",
        [Flag("--model", "ID", "Miner: catalogue id of the model.")] = "Miner:Models:0",
        [Flag("--log-format", "NAME", "text or json.")] = "Log:Format",
        [Flag("--log-level", "NAME", "Trace, Debug, Information, Warning or Error.")] = "Log:Level",
    };

    public NodeFlags(Command command)
    {
        _ = _roles.AcceptOnlyFromAmong([.. NodeRoles.All]);
        command.Add(_roles);
        command.Add(_file);
        foreach (Option<string?> flag in _flags.Keys)
        {
            command.Add(flag);
        }
    }

    /// <summary>What the flags say, by key, and the file they name or imply.</summary>
    public (string? File, Dictionary<string, string?> Values) Read(ParseResult parsed)
    {
        Dictionary<string, string?> values = [];
        foreach ((Option<string?> flag, string key) in _flags)
        {
            if (parsed.GetValue(flag) is { } value)
            {
                Set(values, key, value);
            }
        }

        string[] chosen = parsed.GetValue(_roles) ?? [];
        for (int i = 0; i < chosen.Length; i++)
        {
            values[$"Roles:{i}"] = chosen[i];
        }

        return (parsed.GetValue(_file) ?? DefaultFile(values), values);
    }

    private static Option<string?> Flag(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static void Set(Dictionary<string, string?> values, string key, string value)
    {
        if (key != Gateway)
        {
            values[key] = value;
            return;
        }

        values["Miner:Gateways:0"] = value;
        values["Oracle:Gateways:0"] = value;
    }

    private static string? DefaultFile(Dictionary<string, string?> values) =>
        values.TryGetValue("DataDir", out string? folder)
        && Path.Combine(folder!, NodeOptionsReader.DefaultFileName) is string file
        && File.Exists(file)
            ? file
            : null;
}
