using System.Diagnostics;

namespace Cortensor.Tests.Storage;

/// <summary>The independent IPFS tools in test/interop/ipfs, run by Node.</summary>
internal static class IpfsPeer
{
    private const string Install = "npm ci --ignore-scripts --prefix test/interop/ipfs";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<byte[]> ScriptAsync(byte[] input, params string[] arguments) => RunAsync("peer.mjs", input, arguments);

    public static Task<byte[]> CarToolAsync(params string[] arguments) =>
        RunAsync(Path.Combine("node_modules", "ipfs-car", "bin.js"), [], arguments);

    private static async Task<byte[]> RunAsync(string script, byte[] input, string[] arguments)
    {
        string folder = Path.Combine(Repository.Root, "test", "interop", "ipfs");
        Assert.True(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            $"The IPFS tools are not installed. In the repository's root run: {Install}"
        );
        ProcessStartInfo start = new("node", [Path.Combine(folder, script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Limit);
        using MemoryStream output = new();
        try
        {
            Task copy = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
            process.StandardInput.Close();
            await copy;
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{script} {string.Join(' ', arguments)}: {await errors}");
            return output.ToArray();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
