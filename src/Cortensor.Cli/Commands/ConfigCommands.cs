using System.CommandLine;
using Cortensor.Cli.Commands.Nodes;
using Cortensor.Cli.Output;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor config show</c>: what a node would run with, who said so, and what is wrong with it; nothing is started.</summary>
internal static class ConfigCommands
{
    public static Command Create(CliConsole console) => new("config", "Shows and checks a node's configuration.") { Show(console) };

    private static Command Show(CliConsole console)
    {
        Command command = new(
            "show",
            "Shows the effective configuration with the source of each value; secrets are hidden. Takes the flags of 'node run'."
        );
        NodeFlags flags = new(command);
        Option<bool> json = CommonOptions.Json();
        Option<bool> all = new("--all") { Description = "Also what nobody set: the defaults." };
        command.Add(all);
        command.Add(json);
        command.SetAction(
            (parsed, _) =>
            {
                (string? file, Dictionary<string, string?> values) = flags.Read(parsed);
                NodeConfiguration configuration = NodeOptionsReader.Parse(file, values);
                bool complete = parsed.GetValue(all) || parsed.GetValue(json);
                IReadOnlyList<OptionSetting> shown = [.. configuration.Settings.Where(setting => complete || setting.Source != "default")];
                if (parsed.GetValue(json))
                {
                    console.WriteJson(
                        new ConfigReport(configuration.Faults.Count == 0, shown, configuration.Faults),
                        CliJson.Default.ConfigReport
                    );
                }
                else
                {
                    TextTable table = new("key", "value", "source");
                    foreach (OptionSetting setting in shown)
                    {
                        table.Add(setting.Key, setting.Value, setting.Source);
                    }

                    table.WriteTo(console.Out);
                }

                return configuration.Faults.Count == 0
                    ? Task.FromResult(ExitCodes.Ok.Number)
                    : throw NodeOptionsReader.Refusal(configuration);
            }
        );
        return command;
    }
}
