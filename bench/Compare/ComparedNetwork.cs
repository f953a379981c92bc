using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cortensor.Bench.Common;

namespace Cortensor.Bench.Compare;

/// <summary>A development network of one build, started and stopped by that build's own <c>cortensor devnet</c>.</summary>
internal sealed class ComparedNetwork : IAsyncDisposable
{
    private const double KibPerMib = 1024;

    private readonly BuiltRevision _revision;
    private readonly string _folder;

    private ComparedNetwork(BuiltRevision revision, string folder, JsonElement document)
    {
        (_revision, _folder) = (revision, folder);
        RouterUrl = document.GetProperty("router").GetProperty("url").GetString()!;
        ApiKey = document.GetProperty("apiKey").GetString()!;
        Pids = document.GetProperty("pids");
    }

    public string RouterUrl { get; }

    public string ApiKey { get; }

    private JsonElement Pids { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ComparedNetwork> StartAsync(
        BuiltRevision revision,
        string engine,
        int miners,
        CancellationToken cancellationToken
    )
    {
        string folder = Directory.CreateTempSubdirectory("cortensor-compare-").FullName;
        string document = await RunAsync(
            revision,
            [
                "devnet",
                "up",
                "--detach",
                "--datadir",
                folder,
                "--engine",
                engine,
                "--miners",
                miners.ToString(CultureInfo.InvariantCulture),
                "--json",
            ],
            cancellationToken
        );
        using JsonDocument parsed = JsonDocument.Parse(document);
        return new ComparedNetwork(revision, folder, parsed.RootElement.Clone());
    }

    /// <summary>Process ids of a role, by its name in <c>devnet.json</c>.</summary>
    public IReadOnlyList<int> PidsOf(string role) => [.. Pids.GetProperty(role).EnumerateArray().Select(pid => pid.GetInt32())];

    /// <summary>Resident memory of a role's process, MiB; the median where there are several.</summary>
    public double ResidentMib(string role) => Statistics.Median(PidsOf(role).Select(pid => ProcFields.ResidentKib(pid) / KibPerMib));

    /// <summary>Process id of the supervisor.</summary>
    public async Task<int> SupervisorAsync(CancellationToken cancellationToken)
    {
        using JsonDocument status = JsonDocument.Parse(
            await RunAsync(_revision, ["devnet", "status", "--datadir", _folder, "--json"], cancellationToken)
        );
        return status.RootElement.GetProperty("supervisor").GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _ = await RunAsync(_revision, ["devnet", "down", "--datadir", _folder], CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            // What failed before tells more.
            await Console.Error.WriteLineAsync(e.Message);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> RunAsync(BuiltRevision revision, string[] arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(revision.Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["CORTENSOR_HOME"] = revision.Home;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{revision.Name}: cortensor {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}"
            );
    }
}
