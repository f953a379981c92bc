using System.ComponentModel;
using System.Diagnostics;
using Cortensor.Node;

namespace Cortensor.Devnet.Processes;

/// <summary>One process of the network. It writes its log itself, so a slow or dead supervisor never blocks it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(ChildSettings settings, Process process, ProcessIdentity identity) =>
        (Settings, _process, Identity) = (settings, process, identity);

    public ChildSettings Settings { get; }

    public ProcessIdentity Identity { get; }

    public bool HasEnded => _process.HasExited;

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts it from the thread whose end may kill it.</summary>
    public static Task<ChildProcess> StartAsync(ChildSettings settings, LongLivedThread starter) => starter.RunAsync(() => Start(settings));

    public Task WaitForEndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks it to stop: end of input for our nodes, SIGTERM for the chain, which saves its state then.</summary>
    public void AskToStop()
    {
        if (_process.HasExited)
        {
            return;
        }

        if (Settings.DiesWithParent)
        {
            Signal(NativeSignals.Terminate);
        }
        else
        {
            CloseInput();
        }
    }

    /// <summary>Ends it now.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>What a person wants to see when it failed.</summary>
    public IReadOnlyList<string> LastLogLines(int count) => LogTail.Read(Settings.LogPath, count);

    private static ChildProcess Start(ChildSettings settings)
    {
        // The shell only opens the log and is then replaced by the program, which keeps the process id.
        List<string> words =
        [
            "/bin/sh",
            "-c",
            "log=$0; exec \"$@\" >>\"$log\" 2>&1",
            settings.LogPath,
            settings.File,
            .. settings.Arguments,
        ];
        if (settings.DiesWithParent)
        {
            words = ["setpriv", "--pdeathsig", "KILL", .. words];
        }

        ProcessStartInfo start = new(words[0], words.Skip(1)) { RedirectStandardInput = true, UseShellExecute = false };
        foreach ((string name, string value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(start)!;
            return new ChildProcess(settings, process, ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, 0));
        }
        catch (Win32Exception e)
        {
            throw new CodedException(ExitCodes.Machine, $"{settings.Name} could not be started: {e.Message} ({words[0]})", inner: e);
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is broken because the process is gone: what we wanted.
        }
    }

    private void Signal(int signal)
    {
        if (Identity.IsAlive)
        {
            _ = NativeSignals.Send(Identity.Pid, signal);
        }
    }
}
