using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Cli.Output;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Nodes;

/// <summary>
/// <c>cortensor node stats</c>: what nodes know of themselves; every node of the running development network, or those named.
/// </summary>
internal static class NodeStatsCommand
{
    private const long Mebibyte = 1L << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create(CliConsole console)
    {
        Argument<string[]> urls = new("url")
        {
            Description = "Base URLs of nodes; none: all nodes of the running development network.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("stats", "Asks nodes for uptime, tasks, speed, memory and money.") { urls, dataDir, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string[] named = parsed.GetValue(urls) ?? [];
                IReadOnlyList<(string Name, string Url)> nodes =
                    named.Length > 0 ? [.. named.Select(url => (url, url))] : OfDevnet(parsed.GetValue(dataDir));
                using HttpClient http = new() { Timeout = Timeout };
                (string Name, NodeStatsView Stats)[] seen = await Task.WhenAll(
                    nodes.Select(async node => (node.Name, await AskAsync(http, node.Url, cancellationToken)))
                );
                if (parsed.GetValue(json))
                {
                    console.WriteJson([.. seen.Select(node => node.Stats)], CliJson.Wire.IReadOnlyListNodeStatsView);
                }
                else
                {
                    Write(console.Out, seen);
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static List<(string Name, string Url)> OfDevnet(string? dataDir)
    {
        _ = RunningDevnet.Require(dataDir);
        DevnetPaths paths = new(CliPaths.DevnetFolder(dataDir));
        List<(string Name, string Url)> nodes = [];
        foreach (string file in Directory.EnumerateFiles(paths.Configurations, "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument node = JsonDocument.Parse(File.ReadAllText(file));
            nodes.Add((Path.GetFileNameWithoutExtension(file), node.RootElement.GetProperty("Listen").GetString()!));
        }

        return nodes;
    }

    private static async Task<NodeStatsView> AskAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        try
        {
            return (
                await http.GetFromJsonAsync($"{url.TrimEnd('/')}/api/v1/node/stats", ApiJson.Default.NodeStatsView, cancellationToken)
            )!;
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException or InvalidOperationException
                || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new CodedException(ExitCodes.NotRunning, $"No node answers at {url}: {e.Message}", "node_unreachable", e);
        }
    }

    private static void Write(TextWriter writer, IEnumerable<(string Name, NodeStatsView Stats)> seen)
    {
        TextTable table = new(
            "node",
            "status",
            "uptime",
            "block",
            "memory",
            "open",
            "done",
            "failed",
            "tokens",
            "tokens/s",
            "queue",
            "paid",
            "account"
        );
        foreach ((string name, NodeStatsView stats) in seen)
        {
            table.Add(
                name,
                stats.Status,
                TimeSpan.FromSeconds(stats.UptimeSeconds).ToString("c", CultureInfo.InvariantCulture),
                Text(stats.Block),
                $"{stats.MemoryBytes / Mebibyte} MiB",
                Text(stats.Tasks.Open),
                Text(stats.Tasks.Done),
                Text(stats.Tasks.Failed),
                Text(stats.Tasks.Tokens),
                stats.Work is { } work ? Text(work.TokensPerSecond) : "-",
                stats.Work is { } load ? $"{load.Running} running, {load.Waiting} waiting" : "-",
                stats.Paid.ToCorString(),
                stats.Account.ToCorString()
            );
        }

        table.WriteTo(writer);
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
