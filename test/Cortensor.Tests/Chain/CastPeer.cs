using System.Diagnostics;

namespace Cortensor.Tests.Chain;

/// <summary>Asks Foundry's cast, an implementation in Rust that shares no code with ours.</summary>
internal static class CastPeer
{
    public static async Task<string> AskAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        string? cast = new[] { "test/interop", "contracts" }
            .Select(static place => Path.Combine(Repository.Root, place, "node_modules/@foundry-rs/cast-linux-amd64/bin/cast"))
            .FirstOrDefault(File.Exists);
        Assert.True(cast is not null, "cast is not installed: run 'npm ci --ignore-scripts' in test/interop.");
        ProcessStartInfo start = new(cast, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output.Trim();
    }
}
