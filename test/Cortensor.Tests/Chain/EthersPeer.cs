using System.Diagnostics;
using System.Text.Json;

namespace Cortensor.Tests.Chain;

/// <summary>Asks ethers.js, an implementation that shares no code with ours.</summary>
internal static class EthersPeer
{
    public static async Task<JsonElement> AskAsync(object request, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Repository.Root, "test/interop");
        Assert.True(
            Directory.Exists(Path.Combine(folder, "node_modules/ethers")),
            "ethers is not installed: run 'npm ci --ignore-scripts' in test/interop."
        );
        ProcessStartInfo start = new("node", ["peer.mjs"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(request).AsMemory(), cancellationToken);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
