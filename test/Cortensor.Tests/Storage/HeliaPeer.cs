using System.Diagnostics;
using Cortensor.Storage;

namespace Cortensor.Tests.Storage;

/// <summary>A Helia node in a process of its own: an IPFS implementation that knows nothing of this network.</summary>
internal static class HeliaPeer
{
    private const string Install = "npm ci --ignore-scripts --prefix test/interop/helia";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Finds who has an object by delegated routing at <paramref name="router"/>, fetches it, and checks every block.</summary>
    /// <returns>The object's bytes, or what the node says is wrong.</returns>
    public static async Task<(byte[] Bytes, string Error)> FetchAsync(Uri router, Cid cid, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Repository.Root, "test", "interop", "helia");
        Assert.True(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            $"Helia is not installed. In the repository's root run: {Install}"
        );
        ProcessStartInfo start = new("node", ["--import", "./polyfill.mjs", "fetch.mjs", router.ToString(), cid.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using MemoryStream output = new();
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            string error = await errors;
            Assert.Equal(process.ExitCode == 0, error.Length == 0);
            return (output.ToArray(), error);
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
