using System.Diagnostics;
using Cortensor.Node;

namespace Cortensor.Devnet.Start;

/// <summary>Compiled contracts, built when a source is newer.</summary>
internal static class ContractsBuild
{
    private const string Stamp = "cortensor.stamp";

    public static string Folder(string home) => Path.Combine(home, "contracts");

    public static string Output(string home) => Path.Combine(Folder(home), "out");

    public static string Tool(string home, string name) =>
        Path.Combine(Folder(home), "node_modules", "@foundry-rs", $"{name}-linux-amd64", "bin", name);

    /// <summary>Whether the output is older than a source, or missing.</summary>
    public static bool IsStale(string home)
    {
        string stamp = Path.Combine(Output(home), Stamp);
        if (!File.Exists(stamp))
            return true;
        DateTime built = File.GetLastWriteTimeUtc(stamp);
        string folder = Folder(home);
        return Directory.EnumerateFiles(Path.Combine(folder, "src"), "*.sol", SearchOption.AllDirectories)
            .Append(Path.Combine(folder, "foundry.toml"))
            .Any(file => File.GetLastWriteTimeUtc(file) > built);
    }

    /// <summary>Builds if needed.</summary>
    /// <exception cref="CodedException">forge is missing or refuses the sources.</exception>
    public static async Task EnsureAsync(string home, string logPath, CancellationToken cancellationToken)
    {
        if (!IsStale(home))
            return;
        string forge = Tool(home, "forge");
        if (!File.Exists(forge))
            throw new CodedException(ExitCodes.Machine, "The contract tools are not installed; run: eng/scripts/setup.sh runtime");
        ProcessStartInfo start = new("/bin/sh", ["-c", "log=$0; exec \"$@\" >\"$log\" 2>&1", logPath, forge, "build", "--force", "--skip", "test"])
        {
            WorkingDirectory = Folder(home),
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw DevnetFailure.Of("forge", logPath, $"ended with exit code {process.ExitCode}");
        await File.WriteAllTextAsync(Path.Combine(Output(home), Stamp), string.Empty, cancellationToken);
    }
}
