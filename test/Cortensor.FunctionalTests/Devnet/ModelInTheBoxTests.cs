using System.Diagnostics;
using Cortensor.Cli;
using Cortensor.Inference.Models;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Devnet;

/// <summary>A machine with no model folder, no cache and no way out still runs real inference.</summary>
[Collection("The router's usual port")]
public sealed class ModelInTheBoxTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("cortensor-box-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task The_demonstration_without_a_network_answers_with_the_model_in_the_box_and_says_so()
    {
        // The program's state goes to a home of its own; what it needs of the repository is linked there.
        foreach (string part in (string[])["contracts", "eng"])
        {
            _ = Directory.CreateSymbolicLink(Path.Combine(_home.FullName, part), Path.Combine(Repository.Root, part));
        }

        ProcessStartInfo start = new(CliPaths.Program, ["demo", "What is 7 plus 8?"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[CliPaths.HomeVariable] = _home.FullName;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_home.FullName, "cache");
        start.Environment[ModelStoreOptions.MirrorsVariable] = null;
        start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        using Process demo = Process.Start(start)!;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Timeout);
        try
        {
            Task<string> errors = demo.StandardError.ReadToEndAsync(stop.Token);
            string output = await demo.StandardOutput.ReadToEndAsync(stop.Token);
            await demo.WaitForExitAsync(stop.Token);
            string said = await errors;
            Assert.True(demo.ExitCode == 0, said);
            Assert.Single(
                said.Split('\n'),
                line => line.Contains("cannot be had here (model_unreachable): tiny answers", StringComparison.Ordinal)
            );
            Assert.StartsWith("7 plus 8 is 15.\n", output, StringComparison.Ordinal);
            Assert.Matches(@"\nmodel +tiny\n", output);
            Assert.Contains("adds up to the wei", output, StringComparison.Ordinal);
        }
        finally
        {
            if (!demo.HasExited)
            {
                demo.Kill(entireProcessTree: true);
            }
        }
    }
}
