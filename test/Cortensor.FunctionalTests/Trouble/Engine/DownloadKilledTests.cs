using System.Diagnostics;
using Cortensor.Cli;
using Cortensor.Inference.Models;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>
/// <c>models pull</c> is killed −9 in the middle. What it had counts as nothing, and the next pull goes on from it. No task was ever taken
/// for the model: no money moves.
/// </summary>
public sealed class DownloadKilledTests : IDisposable
{
    private const long Half = 40L << 20;

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("cortensor-pull-");

    private string Folder => Path.Combine(_cache.FullName, "cortensor", "models");

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public async Task The_next_pull_goes_on_and_verify_agrees()
    {
        await using FileServer server = await FileServer.StartAsync(RealModel.Path());
        server.SilentAfter = Half;
        using (Process pull = Start(server, "pull", RealModel.Id.Value))
        {
            await UntilAsync(() => Parts().Any(part => new FileInfo(part).Length >= Half - (1 << 20)));
            pull.Kill();
            await pull.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.GetFiles(Folder, "*.gguf"));
        long had = new FileInfo(Parts().Single()).Length;
        Assert.Equal((5, ModelStoreCodes.NotFound), await VerifyAsync(server, expectAny: false));

        server.SilentAfter = null;
        using (Process pull = Start(server, "pull", RealModel.Id.Value))
        {
            string told = await pull.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await pull.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, pull.ExitCode);
            Assert.Contains("Going on after", told, StringComparison.Ordinal);
            Assert.Contains("MiB/s", told, StringComparison.Ordinal);
        }

        Assert.Equal(["", $"bytes={had}-"], server.Ranges);
        Assert.Empty(Parts());
        Assert.Equal((0, string.Empty), await VerifyAsync(server, expectAny: true));

        string model = Directory.GetFiles(Folder, "*.gguf").Single();
        await using (FileStream file = new(model, FileMode.Open, FileAccess.Write))
        {
            file.WriteByte(0);
        }

        Assert.Equal((5, ModelStoreCodes.Corrupt), await VerifyAsync(server, expectAny: true));
    }

    private string[] Parts() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.part") : [];

    private async Task<(int Exit, string Code)> VerifyAsync(FileServer server, bool expectAny)
    {
        using Process verify = Start(server, "verify", RealModel.Id.Value);
        string said = await verify.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string last = (await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expectAny, said.Contains(RealModel.Id.Value, StringComparison.Ordinal));
        return (
            verify.ExitCode,
            last.Contains('[', StringComparison.Ordinal) ? last[(last.LastIndexOf('[') + 1)..].TrimEnd(']') : string.Empty
        );
    }

    private Process Start(FileServer server, params string[] arguments)
    {
        ProcessStartInfo start = new(CliPaths.Program, ["models", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_CACHE_HOME"] = _cache.FullName;
        start.Environment[ModelStoreOptions.MirrorsVariable] = string.Empty;
        start.Environment[ModelStoreOptions.AddressesVariable] = server.Url;
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(20));
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            _ = await pace.WaitForNextTickAsync(deadline.Token);
        }
    }
}
