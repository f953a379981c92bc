namespace Cortensor.Cli.Demo;

/// <summary>What to do after the demonstration, with commands that work as they stand.</summary>
internal static class NextSteps
{
    public static void Write(TextWriter writer, DemoReport report, bool kept)
    {
        if (report.Network is not { } network)
        {
            return;
        }

        writer.WriteLine("Next:");
        if (!kept)
        {
            writer.WriteLine(
                $"  ./cortensor devnet up --detach{DataDirFlag(network.DataDir)}     # this same network again, in the background"
            );
        }

        WriteUse(writer, report.Model, network);
    }

    /// <summary>How to talk to a network that runs.</summary>
    public static void WriteUse(TextWriter writer, string model, DemoNetwork network)
    {
        string flag = DataDirFlag(network.DataDir);
        writer.WriteLine(
            $"  curl -N {network.Url}/v1/chat/completions -H 'Authorization: Bearer {network.ApiKey}' -H 'Content-Type: application/json' \\"
        );
        writer.WriteLine(
            $"    -d '{{\"model\":\"{model}\",\"stream\":true,\"messages\":[{{\"role\":\"user\",\"content\":\"Write one sentence about the sea.\"}}]}}'"
        );
        writer.WriteLine($"  ./cortensor ask{flag} \"Write one sentence about the sea.\"");
        writer.WriteLine($"  ./cortensor devnet down{flag}");
        writer.WriteLine("  docs/concepts/queue.md says what the miners, the router and the oracle just did.");
    }

    private static string DataDirFlag(string folder) =>
        folder == CliPaths.DevnetFolder(null) ? string.Empty : $" --datadir {Relative(folder)}";

    private static string Relative(string folder)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }
}
