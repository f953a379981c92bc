using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Cortensor.Devnet.Processes;

namespace Cortensor.Bench.Compare;

/// <summary>
/// Starts a network's oracle again and again as its supervisor started it, and times it from the process's start until <c>/health/ready</c>
/// says 200: runtime, host, key, chain, the view built from events. The supervisor is stopped meanwhile (SIGSTOP), else it would take the
/// oracle's end for a failure of the network.
/// </summary>
internal sealed class RestartedNode : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly int _supervisor;
    private readonly string[] _command;
    private readonly Dictionary<string, string> _environment;
    private readonly Uri _ready;
    private readonly HttpClient _http = new();
    private readonly TimeProvider _time;
    private Process? _process;

    private RestartedNode(int supervisor, int oracle, TimeProvider time)
    {
        (_supervisor, _time) = (supervisor, time);
        _command = Words(oracle, "cmdline");
        _environment = Words(oracle, "environ")
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        using JsonDocument configuration = JsonDocument.Parse(File.ReadAllBytes(_command[^1]));
        _ready = new Uri(new Uri(configuration.RootElement.GetProperty("Listen").GetString()!), "/health/ready");
    }

    public static async Task<RestartedNode> TakeAsync(ComparedNetwork network, TimeProvider time, CancellationToken cancellationToken)
    {
        int oracle = network.PidsOf("oracle")[0];
        RestartedNode node = new(await network.SupervisorAsync(cancellationToken), oracle, time);
        try
        {
            await SignalAsync("STOP", node._supervisor);
            await node.EndAsync(oracle, cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Milliseconds of one start.</summary>
    /// <exception cref="TimeoutException">It was not ready within a minute.</exception>
    public async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        ProcessStartInfo start = new(_command[0], _command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in _environment)
        {
            start.Environment[name] = value;
        }

        long began = _time.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_time.GetElapsedTime(began) > Timeout)
            {
                throw new TimeoutException($"{string.Join(' ', _command)} did not become ready.");
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }

        return _time.GetElapsedTime(began).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        await SignalAsync("CONT", _supervisor);
    }

    private async Task StopAsync()
    {
        if (_process is { } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
            _process = null;
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(_ready, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string[] Words(int pid, string file) =>
        Encoding
            .UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}")))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    // A stopped supervisor cannot reap it: it stays a zombie, which is dead enough.
    private async Task EndAsync(int pid, CancellationToken cancellationToken)
    {
        ProcessIdentity identity = ProcessIdentity.Of(pid) ?? throw new InvalidOperationException("The oracle has ended by itself.");
        await SignalAsync("KILL", pid);
        while (identity.IsAlive)
        {
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    private static async Task SignalAsync(string signal, int pid)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
