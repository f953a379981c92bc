using Cortensor.Cli;
using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.FunctionalTests.Devnet;
using Cortensor.FunctionalTests.Operate;
using Cortensor.Node.Options;
using Cortensor.Tests;

[assembly: AssemblyFixture(typeof(OperatedDevnet))]

namespace Cortensor.FunctionalTests.Operate;

/// <summary>
/// One small network of real processes for everything an operator can ask: started by the first test that needs it, at the chattiest log
/// level.
/// </summary>
public sealed class OperatedDevnet : IAsyncDisposable
{
    public const int Miners = 2;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly StringWriter _progress = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-operate-").FullName;
    private DevnetHost? _host;

    public DevnetPaths Paths => new(_folder);

    public DevnetDocument Document => _host!.Document;

    /// <summary>Names of the nodes, as their files and logs have them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["router-1", "oracle-1", .. Enumerable.Range(1, Miners).Select(number => $"miner-{number}")];

    /// <summary>Starts it, or waits until another test has.</summary>
    public async Task StartAsync()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await _gate.WaitAsync(stop);
        try
        {
            DevnetOptions options = new()
            {
                DataDir = _folder,
                Home = Repository.Root,
                Program = CliPaths.Program,
                RouterPort = 0,
                Miners = Miners,
                Engine = EngineNames.Scripted,
                LogFormat = LogOptions.Json,
                LogLevel = "Trace",
            };
            _host ??= await DevnetHost.StartAsync(options, new WrittenProgress(_progress), TimeProvider.System, stop);
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>Base URL of a node, from the configuration file it runs with.</summary>
    public string UrlOf(string name)
    {
        string[] parts = name.Split('-');
        using System.Text.Json.JsonDocument node = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(Paths.Configuration(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))
        );
        return node.RootElement.GetProperty("Listen").GetString()!;
    }

    /// <summary>Runs a command of the command line against this network.</summary>
    public async Task<CliOutcome> CliAsync(params string[] arguments)
    {
        await StartAsync();
        using StringWriter output = new();
        using StringWriter error = new();
        int exit = await CliProgram.RunAsync([.. arguments, "--datadir", _folder], new CliConsole(output, error, null));
        return new CliOutcome(exit, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        _gate.Dispose();
        await _progress.DisposeAsync();
    }
}
