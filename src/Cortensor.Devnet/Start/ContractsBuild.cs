using System.Diagnostics;
using Cortensor.Chain.Deployment;
using Cortensor.Node;

namespace Cortensor.Devnet.Start;

/// <summary>Compiled contracts, built when a source is newer.</summary>
internal static class ContractsBuild
{
    /// <summary>What a network consists of.</summary>
    private static readonly string[] Artifacts =
    [
        ContractNames.Token, ContractNames.Acl, ContractNames.Iam, ContractNames.NetworkData, ContractNames.NodePool, ContractNames.Session, ContractNames.SessionPayment, ContractNames.SessionQueue,
        ContractNames.Timelock,
    ];

    public static string Folder(string home) => Path.Combine(home, "contracts");

    public static string Output(string home) => Path.Combine(Folder(home), "out");

    public static string Tool(string home, string name) =>
        Path.Combine(Folder(home), "node_modules", "@foundry-rs", $"{name}-linux-amd64", "bin", name);

    /// <summary>Whether a contract was never compiled, or a source has changed since the last time.</summary>
    public static bool IsStale(string home)
    {
        string folder = Folder(home);
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(folder, "src"), "*.sol", SearchOption.AllDirectories)];
        // The compiler writes only what a change touched: the newest of its files tells when it last ran.
        FileInfo[] compiled = [.. Artifacts.Select(name => new FileInfo(Path.Combine(Output(home), $"{name}.sol", $"{name}.json")))];
        return compiled.Any(file => !file.Exists)
            || compiled.Max(file => file.LastWriteTimeUtc) < sources.Append(Path.Combine(folder, "foundry.toml")).Max(File.GetLastWriteTimeUtc);
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
    }
}
