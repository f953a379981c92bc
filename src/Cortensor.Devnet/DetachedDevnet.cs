using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Devnet;

/// <summary>Starts a network whose supervisor runs in a session of its own and stays when we go.</summary>
public sealed partial class DetachedDevnet : IAsyncDisposable
{
    private const string Prefix = "cortensor: ";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private DetachedDevnet() { }

    /// <summary>Starts the supervisor and waits until the network is ready.</summary>
    /// <exception cref="CodedException">It did not get ready; nothing is left running.</exception>
    public static async Task<DetachedDevnet> StartAsync(
        DevnetOptions options,
        IProgress<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        options.Check();
        DevnetPaths paths = new(Path.GetFullPath(options.DataDir));
        paths.Create();
        if (DevnetLock.Holder(paths) is { } holder)
        {
            throw new CodedException(
                ExitCodes.AlreadyRunning,
                $"A development network already runs in {paths.Root} (process {holder.Pid})."
            );
        }

        File.Delete(paths.SupervisorLog);
        File.Delete(paths.Document);
        using Process supervisor = Start(options, paths);
        LogFollower log = new(paths.SupervisorLog);
        try
        {
            while (DevnetDocument.Find(paths) is null)
            {
                Relay(log, progress);
                if (supervisor.HasExited)
                {
                    throw Failure(supervisor, paths);
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            _ = await StopAsync(paths, time, CancellationToken.None);
            throw;
        }

        Relay(log, progress);
        return new DetachedDevnet();
    }

    /// <summary>Stops whatever network runs in a folder.</summary>
    /// <returns>False when none ran.</returns>
    /// <exception cref="CodedException">It did not end in time and was ended by force.</exception>
    public static async Task<bool> StopAsync(DevnetPaths paths, TimeProvider time, CancellationToken cancellationToken)
    {
        if (DevnetLock.Holder(paths) is not { } holder)
        {
            if (Directory.Exists(paths.Root) && File.Exists(paths.Processes))
            {
                DevnetLock.Take(paths).Dispose(); // a supervisor that died by force: end what it left behind
            }

            return false;
        }

        _ = NativeSignals.Send(holder.Pid, NativeSignals.Terminate);
        long start = time.GetTimestamp();
        while (holder.IsAlive)
        {
            if (time.GetElapsedTime(start) > StopTimeout)
            {
                holder.Kill();
                DevnetLock.Take(paths).Dispose();
                throw new CodedException(ExitCodes.Deadline, $"The network in {paths.Root} did not stop by itself and was ended.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }

    /// <summary>Leaves the network running.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Process Start(DevnetOptions options, DevnetPaths paths)
    {
        string[] up =
        [
            options.Program,
            "devnet",
            "up",
            "--datadir",
            paths.Root,
            "--miners",
            options.Miners.ToString(CultureInfo.InvariantCulture),
            "--model",
            options.Model,
            "--engine",
            options.Engine,
            "--router-port",
            options.RouterPort.ToString(CultureInfo.InvariantCulture),
            "--step-timeout",
            options.StepTimeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            "--log-format",
            options.LogFormat,
            "--log-level",
            options.LogLevel,
            "--scripted-token-ms",
            options.ScriptedTokenMilliseconds.ToString(CultureInfo.InvariantCulture),
        ];
        // setsid: a terminal that closes must not take the network with it.
        ProcessStartInfo start = new(
            "setsid",
            ["/bin/sh", "-c", "log=$0; exec \"$@\" </dev/null >>\"$log\" 2>&1", paths.SupervisorLog, .. up]
        )
        {
            UseShellExecute = false,
        };
        start.Environment["CORTENSOR_HOME"] = options.Home;
        return Process.Start(start)!;
    }

    private static void Relay(LogFollower log, IProgress<string> progress)
    {
        foreach (string line in log.NewLines())
        {
            if (PhaseLine().Match(line) is { Success: true } phase)
            {
                progress.Report(phase.Groups[1].Value);
            }
        }
    }

    private static CodedException Failure(Process supervisor, DevnetPaths paths)
    {
        // Its own message already names the process that failed, its log and a code.
        IReadOnlyList<string> lines = LogTail.Read(paths.SupervisorLog, 40);
        string text = string.Join(Environment.NewLine, lines.SkipWhile(line => !line.StartsWith(Prefix, StringComparison.Ordinal)));
        text =
            text.Length > 0
                ? text[Prefix.Length..]
                : $"The supervisor ended. Its last lines ({paths.SupervisorLog}):{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        return Retell(text, supervisor.ExitCode);
    }

    /// <summary>The supervisor's error as ours: exit code and code stay what they were.</summary>
    internal static CodedException Retell(string text, int exitCode)
    {
        ExitCode exit = ExitCodes.All.FirstOrDefault(code => code.Number == exitCode) ?? ExitCodes.Network;
        Match code = ClosingCode().Match(text);
        return code.Success ? new CodedException(exit, text[..code.Index], code.Groups[1].Value) : new CodedException(exit, text);
    }

    [GeneratedRegex(@"^\s*[0-9.]+ s  (.*)$")]
    private static partial Regex PhaseLine();

    [GeneratedRegex(@" \[([A-Za-z0-9_]+)\]$")]
    private static partial Regex ClosingCode();
}
