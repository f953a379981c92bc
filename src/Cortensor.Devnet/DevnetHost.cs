using Cortensor.Devnet.Processes;
using Cortensor.Devnet.Start;
using Cortensor.Devnet.State;

namespace Cortensor.Devnet;

/// <summary>
/// A whole network on this machine, every node a process of its own. Disposing stops it and leaves nothing behind but its folder.
/// </summary>
public sealed class DevnetHost : IAsyncDisposable
{
    private static readonly TimeSpan KeepInterval = TimeSpan.FromSeconds(10);

    private readonly DevnetPaths _paths;
    private readonly DevnetLock _lock;
    private readonly ProcessSupervisor _processSupervisor;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private DevnetDocument _document;

    private DevnetHost(
        DevnetPaths paths,
        DevnetLock folder,
        ProcessSupervisor processSupervisor,
        DevnetDocument document,
        TimeProvider time
    ) => (_paths, _lock, _processSupervisor, _document, _time) = (paths, folder, processSupervisor, document, time);

    /// <summary>How others see it.</summary>
    public DevnetDocument Document => _document;

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<DevnetProcess> Processes => _processSupervisor.All;

    /// <summary>Starts a network, or the one that the folder holds from an earlier run.</summary>
    /// <exception cref="Node.CodedException">Something is missing or a process failed; nothing is left running.</exception>
    public static async Task<DevnetHost> StartAsync(
        DevnetOptions options,
        IProgress<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        options.Check();
        DevnetPaths paths = new(Path.GetFullPath(options.DataDir));
        paths.Create();
        DevnetLock folder = DevnetLock.Take(paths);
        ProcessSupervisor processSupervisor = new(paths, time);
        try
        {
            DevnetDocument document = await new DevnetStarter(options, paths, processSupervisor, progress, time).StartAsync(
                cancellationToken
            );
            document.Save(paths);
            return new DevnetHost(paths, folder, processSupervisor, document, time);
        }
        catch
        {
            await processSupervisor.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the network up until it is cancelled.</summary>
    /// <exception cref="Node.CodedException">The chain or a node does not stay up.</exception>
    public async Task RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task keeping = new ChainStateFile(_paths).KeepAsync(KeepInterval, _time, ending.Token);
        try
        {
            await _processSupervisor.WatchAsync(WritePids, progress, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await keeping;
        }
    }

    /// <summary>
    /// Does something with the network that nothing may interrupt: a process that ends meanwhile ends the work, and is named.
    /// </summary>
    /// <exception cref="Node.CodedException">A process ended.</exception>
    public async Task<T> UndisturbedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await _processSupervisor.UndisturbedAsync(work, cancellationToken);

    /// <summary>
    /// Ends a process as a power cut would, and waits until it is gone. For tests that cause trouble on purpose: no supervisor starts it
    /// again by himself, so do not use it beside <see cref="RunAsync"/>.
    /// </summary>
    /// <param name="name">As in <see cref="DevnetProcess.Name"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task KillAsync(string name, CancellationToken cancellationToken)
    {
        ChildProcess child = _processSupervisor.Find(name);
        child.Identity.Kill();
        return child.WaitForEndAsync(cancellationToken);
    }

    /// <summary>Asks a process to end, as an operator would, and waits until it is gone. A chain saves its state then.</summary>
    /// <inheritdoc cref="KillAsync"/>
    public async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        ChildProcess child = _processSupervisor.Find(name);
        if (child.Settings.Role == Roles.Chain)
        {
            await QuietChain.BecomeAsync(new Uri(Document.Chains.L3.Rpc), _time, cancellationToken);
        }

        child.AskToStop();
        await child.WaitForEndAsync(cancellationToken);
    }

    /// <summary>Starts a process that has ended again: same key, same folder, same port; a chain goes on from its saved state.</summary>
    /// <param name="name">As in <see cref="DevnetProcess.Name"/>.</param>
    public async Task StartAgainAsync(string name)
    {
        ChildProcess dead = _processSupervisor.Find(name);
        if (dead.Settings.Role == Roles.Chain)
        {
            _ = new ChainStateFile(_paths).Mend();
        }

        await _processSupervisor.StartAgainAsync(dead);
        WritePids();
    }

    public async ValueTask DisposeAsync()
    {
        await _processSupervisor.DisposeAsync();
        _lock.Dispose();
    }

    private void WritePids()
    {
        lock (_gate)
        {
            _document = _document with { Pids = _processSupervisor.Pids };
            _document.Save(_paths);
        }
    }
}
