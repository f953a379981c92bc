using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Soak.Trouble;

/// <summary>
/// Kills processes of the network at random moments and starts them again, as a supervisor in the field would; also those that end by
/// themselves.
/// </summary>
internal sealed class Chaos(DevnetHost host, RouterHealth router, SoakOptions options, IProgress<string> progress, TimeProvider time)
{
    public const string Chain = "chain";
    public const string Worker = "worker";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RouterStart = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long no process of a role is hit after one of it is back: an oracle that never gets to work lets tasks run out, which proves
    /// nothing.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);

    /// <summary>How often each is hit, in parts of their sum.</summary>
    private static readonly (string Role, int Part)[] Parts =
    [
        (NodeRoles.Miner, 40),
        (NodeRoles.Router, 22),
        (NodeRoles.Oracle, 22),
        (Chain, 16),
    ];

    private readonly Random _chance = new(options.Seed * 7919);
    private readonly Lock _lock = new();
    private readonly List<Blow> _blows = [];
    private readonly HashSet<string> _down = [];
    private readonly long _began = time.GetTimestamp();

    public IReadOnlyList<Blow> Blows
    {
        get
        {
            lock (_lock)
            {
                return [.. _blows];
            }
        }
    }

    /// <summary>
    /// Strikes until <paramref name="calm"/>, watches until <paramref name="end"/>; then everything that is down is started again.
    /// </summary>
    public async Task RunAsync(CancellationToken calm, CancellationToken end)
    {
        List<Task> revivals = [];
        DateTimeOffset next = time.GetLocalNow() + Pause();
        try
        {
            while (true)
            {
                await Task.Delay(Look, time, end);
                revivals.AddRange(Surprises().Select(process => ReviveAsync(process.Name, Note(process, BlowManner.ByItself), MinPause)));
                if (calm.IsCancellationRequested || time.GetLocalNow() < next)
                {
                    continue;
                }

                next = time.GetLocalNow() + Pause();
                if (await StrikeAsync() is { } revival)
                {
                    revivals.Add(revival);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await Task.WhenAll(revivals);
        }
    }

    private async Task<Task?> StrikeAsync()
    {
        string role = Roll();
        DevnetProcess[] standing =
        [
            .. host.Processes.Where(process =>
                process.Role == role && process.ExitCode is null && !IsDown(process.Name) && !IsSpared(process)
            ),
        ];
        // A network that is hit again before it is up again does nothing that could go wrong.
        if (standing.Length == 0 || !IsRested(role) || !await router.IsServingAsync(options.Miners - 1))
        {
            return null;
        }

        DevnetProcess victim = standing[_chance.Next(standing.Length)];
        if (
            options.Engine == EngineNames.Llama
            && role == NodeRoles.Miner
            && _chance.Next(2) == 0
            && Workers.Of(victim.Identity.Pid) is [int worker, ..]
        )
        {
            Workers.Kill(worker);
            lock (_lock)
            {
                _blows.Add(
                    new Blow(Worker, $"{Worker} of {victim.Name}", BlowManner.Killed, time.GetLocalNow()) { BackAt = time.GetLocalNow() }
                );
            }

            return null;
        }

        TimeSpan pause = TimeSpan.FromSeconds(0.2 + (2.8 * _chance.NextDouble()));
        BlowManner manner = role == Chain && !(options.LoseBlocks && _chance.Next(2) == 0) ? BlowManner.Stopped : BlowManner.Killed;
        Blow blow = Note(victim, manner);
        progress.Report(
            $"{victim.Name} (process {victim.Identity.Pid}) {(manner == BlowManner.Killed ? "killed" : "stopped")} for {pause.TotalSeconds:0.0} s"
        );
        if (manner == BlowManner.Killed)
        {
            await host.KillAsync(victim.Name, CancellationToken.None);
        }
        else
        {
            await host.StopAsync(victim.Name, CancellationToken.None);
        }

        return ReviveAsync(victim.Name, blow, pause);
    }

    private async Task ReviveAsync(string name, Blow blow, TimeSpan pause)
    {
        await Task.Delay(pause, time, CancellationToken.None);
        await host.StartAgainAsync(name);
        // A router is back when it answers again: it reads the chain first, which takes a while on a busy machine.
        long started = time.GetTimestamp();
        while (blow.Role == NodeRoles.Router && time.GetElapsedTime(started) < RouterStart && !await router.IsServingAsync(0))
        {
            await Task.Delay(Look, time, CancellationToken.None);
        }

        lock (_lock)
        {
            blow.BackAt = time.GetLocalNow();
            _ = _down.Remove(name);
        }
    }

    private IEnumerable<DevnetProcess> Surprises() =>
        [.. host.Processes.Where(process => process.ExitCode is not null && !IsDown(process.Name))];

    private Blow Note(DevnetProcess process, BlowManner manner)
    {
        Blow blow = new(process.Role, process.Name, manner, time.GetLocalNow());
        if (manner == BlowManner.ByItself)
        {
            progress.Report($"{process.Name} ended BY ITSELF with exit code {process.ExitCode}");
        }

        lock (_lock)
        {
            _blows.Add(blow);
            _ = _down.Add(process.Name);
        }

        return blow;
    }

    private bool IsSpared(DevnetProcess process) =>
        time.GetElapsedTime(_began) >= options.SparedFrom
        && process.Role != Chain
        && (process.Role != NodeRoles.Miner || process.Name == $"{NodeRoles.Miner}-1");

    private bool IsRested(string role) =>
        role == NodeRoles.Miner || Blows.All(blow => blow.Role != role || blow.BackAt + Rest < time.GetLocalNow());

    private bool IsDown(string name)
    {
        lock (_lock)
        {
            return _down.Contains(name);
        }
    }

    private string Roll()
    {
        int dice = _chance.Next(Parts.Sum(part => part.Part));
        foreach ((string role, int part) in Parts)
        {
            if (dice < part)
            {
                return role;
            }

            dice -= part;
        }

        return Parts[0].Role;
    }

    /// <summary>Exponential, so that blows come in pairs too; never shorter than a second, never longer than four times the mean.</summary>
    private TimeSpan Pause() =>
        TimeSpan.FromSeconds(Math.Clamp(-Math.Log(1 - _chance.NextDouble()) * options.KillSeconds, 1, 4 * options.KillSeconds));
}
