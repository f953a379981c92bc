using System.CommandLine;
using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands;

/// <summary>Options that several commands share, with the same words everywhere.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON value and nothing else on standard output." };

    public static Option<string?> DataDir() =>
        new("--datadir")
        {
            Description = "Folder of the development network (default: CORTENSOR_DATADIR, then .cortensor/devnet in the repository).",
            HelpName = "DIR",
        };

    public static Option<int> Miners() =>
        new("--miners")
        {
            Description = "How many miners to run.",
            DefaultValueFactory = _ => DevnetOptions.DefaultMiners,
            HelpName = "N",
        };

    public static Option<string?> Model() =>
        new("--model")
        {
            Description =
                $"Catalogue id of the model; see 'cortensor models list' (default: {DevnetOptions.DefaultModel}, or the model in the box when that cannot be had).",
            HelpName = "ID",
        };

    public static Option<string> Engine()
    {
        Option<string> option = new("--engine")
        {
            Description = "llama: the real model. scripted: made-up text at once, for trying things out.",
            DefaultValueFactory = _ => EngineNames.Llama,
        };
        _ = option.AcceptOnlyFromAmong([.. EngineNames.All]);
        return option;
    }

    public static Option<bool> Yes() => new("--yes") { Description = "Install what is missing without asking." };
}
