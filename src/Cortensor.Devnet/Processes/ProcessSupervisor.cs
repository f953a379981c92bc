using Cortensor.Devnet.State;

namespace Cortensor.Devnet.Processes;

/// <summary>The processes of one network: starts them, starts again what died, stops them all.</summary>
internal sealed class ProcessSupervisor(DevnetPaths paths, TimeProvider time) : IAsyncDisposable
{
    private const int MaxRestarts = 5;

    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NodeStopTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ChainStopTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan DeathTimeout = TimeSpan.FromSeconds(1);

    private readonly LongLivedThread _starter = new("devnet-starter");
    private readonly Lock _gate = new();
    private readonly List<ChildProcess> _children = [];
    private bool _stopping;

    /// <summary>Every process by its name, running or ended.</summary>
    public IReadOnlyList<DevnetProcess> All
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _children.Select(child => new DevnetProcess(
                        child.Settings.Role,
                        child.Settings.Name,
                        child.Identity,
                        child.Settings.LogPath,
                        child.ExitCode
                    )),
                ];
            }
        }
    }

    /// <summary>Process ids as other programs see them.</summary>
    public DevnetPids Pids
    {
        get
        {
            lock (_gate)
            {
                return new DevnetPids(
                    Of(Roles.Chain),
                    Of(Node.Options.NodeRoles.Router),
                    Of(Node.Options.NodeRoles.Miner),
                    Of(Node.Options.NodeRoles.Oracle)
                );
            }

            int[] Of(string role) =>
                [
                    .. _children
                        .Where(child => child.Settings.Role == role)
                        .OrderBy(child => child.Settings.Number)
                        .Select(child => child.Identity.Pid),
                ];
        }
    }

    public async Task<ChildProcess> StartAsync(ChildSettings settings)
    {
        ChildProcess child = await ChildProcess.StartAsync(settings, _starter);
        lock (_gate)
        {
            _children.Add(child);
        }

        Record();
        return child;
    }

    /// <summary>Work during which no process may end: the first that does ends the work, and its end is the error.</summary>
    public async Task<T> UndisturbedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ChildProcess> death = NextDeathAsync(stop.Token);
        Task<T> working = work(stop.Token);
        _ = await Task.WhenAny(working, death);
        // Whoever talks to a process often notices its end before we do: its end is the better explanation.
        if (working.IsFaulted)
        {
            _ = await Task.WhenAny(death, Task.Delay(DeathTimeout, time, stop.Token));
        }

        bool died = death.IsCompletedSuccessfully;
        await stop.CancelAsync();
        if (!died)
        {
            return await working;
        }

        await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested(); // Ctrl-C in a terminal reaches the children too, sometimes first.
        throw DevnetFailure.OfEnd(await death);
    }

    /// <summary>Until the chain or a node will not stay up. What dies is started again meanwhile, the chain from its saved state.</summary>
    public async Task WatchAsync(Action changed, IProgress<string> progress, CancellationToken cancellationToken)
    {
        Dictionary<string, int> restarts = [];
        while (true)
        {
            ChildProcess dead = await NextDeathAsync(cancellationToken);
            string name = dead.Settings.Name;
            int before = restarts.GetValueOrDefault(name);
            if (before >= MaxRestarts)
            {
                throw DevnetFailure.OfEnd(dead);
            }

            restarts[name] = before + 1;
            progress.Report(
                $"{name} (process {dead.Identity.Pid}) ended with exit code {dead.ExitCode}; it is started again. Log: {dead.Settings.LogPath}"
            );
            await Task.Delay(RestartPause, time, cancellationToken);
            if (dead.Settings.Role == Roles.Chain && new ChainStateFile(paths).Mend())
            {
                progress.Report($"The chain's last state was not whole; it goes on from the one before ({paths.KeptChainState}).");
            }

            await StartAgainAsync(dead);
            changed();
        }
    }

    /// <summary>Who runs, or ran last, under a name.</summary>
    public ChildProcess Find(string name)
    {
        lock (_gate)
        {
            return _children.Single(child => child.Settings.Name == name);
        }
    }

    /// <summary>Starts a process that has ended once more, as it was started first.</summary>
    public async Task StartAgainAsync(ChildProcess dead)
    {
        lock (_gate)
        {
            _ = _children.Remove(dead);
        }

        await dead.DisposeAsync();
        _ = await StartAsync(dead.Settings);
    }

    /// <summary>Nodes first, so that the chain hears their last moves; then the chain, which saves its state.</summary>
    public async ValueTask DisposeAsync()
    {
        ChildProcess[] all;
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
            all = [.. _children];
        }

        await StopAsync(all.Where(child => child.Settings.Role != Roles.Chain), NodeStopTimeout);
        await StopAsync(all.Where(child => child.Settings.Role == Roles.Chain), ChainStopTimeout);
        _starter.Dispose();
    }

    private async Task StopAsync(IEnumerable<ChildProcess> children, TimeSpan timeout)
    {
        ChildProcess[] all = [.. children];
        foreach (ChildProcess child in all)
        {
            child.AskToStop();
        }

        using CancellationTokenSource deadline = new(timeout, time);
        foreach (ChildProcess child in all)
        {
            try
            {
                await child.WaitForEndAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                // Asked politely and did not listen; disposing ends it.
            }

            await child.DisposeAsync();
        }
    }

    // The next process to end, of those that run now.
    private async Task<ChildProcess> NextDeathAsync(CancellationToken cancellationToken)
    {
        ChildProcess[] all;
        lock (_gate)
        {
            all = [.. _children];
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] ends = [.. all.Select(child => child.WaitForEndAsync(stop.Token))];
        Task first = await Task.WhenAny(ends);
        cancellationToken.ThrowIfCancellationRequested();
        await stop.CancelAsync();
        return all[Array.IndexOf(ends, first)];
    }

    private void Record()
    {
        lock (_gate)
        {
            DevnetLock.Record(paths, _children.Select(child => child.Identity));
        }
    }
}
