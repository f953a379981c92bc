using System.Diagnostics.Metrics;
using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Queue;
using Cortensor.Miner.Routers;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Miner;

/// <summary>
/// One miner over a world: everything but the sockets. Disposing it is pulling its plug; a second one over the same journal is the restart.
/// </summary>
internal sealed class MinerRig : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly InferenceRunner _runner;
    private readonly Task _watching;

    public MinerRig(
        QueueWorld world,
        IInferenceEngine engine,
        int miner = 0,
        IResultJournal? journal = null,
        IQueueLedger? ledger = null,
        IPayloadSource? source = null,
        MinerOptions? options = null,
        bool stores = true
    )
    {
        World = world;
        Journal = journal ?? new MemoryResultJournal();
        Channel = new RecordingChannel(world.Router.Address);
        Directory.Add(Channel);
        Identity = world.Identity(miner);
        IOptions<MinerOptions> wrapped = Options.Create(options ?? new MinerOptions());
        MinerInstruments instruments = new(_services.GetRequiredService<IMeterFactory>());
        BlockClock blocks = new();
        _runner = new InferenceRunner(engine, Identity, wrapped, world.Clock, instruments, NullLogger<InferenceRunner>.Instance);
        JournalWatch watch = new(Journal, NullLogger<JournalWatch>.Instance);
        Ports = new TaskWorkerContext(
            Identity,
            world.Chain,
            ledger ?? world.Chain.As(Identity.Address).Queue,
            watch,
            new ResultRetention(watch, wrapped, NullLogger<ResultRetention>.Instance),
            new BondAlarm(Identity, NullLogger<BondAlarm>.Instance),
            source ?? new PayloadShelf(),
            _runner,
            Directory,
            blocks,
            wrapped,
            instruments,
            NullLogger<TaskWorker>.Instance
        );
        Workers = new TaskWorkers(Ports);
        Channel.Sent = stores ? frame => Store(frame, Channel) : null;
        _watching = WatchAsync(new SlotWatcher(Identity, world.Chain, Workers, Ports));
    }

    public QueueWorld World { get; }

    public IResultJournal Journal { get; }

    public RecordingChannel Channel { get; }

    public RouterDirectory Directory { get; } = new();

    public MinerIdentity Identity { get; }

    public TaskWorkerContext Ports { get; }

    public TaskWorkers Workers { get; }

    /// <summary>The frame a router sends for the next task.</summary>
    public TaskFrame Frame(TaskObject request, bool elected = true)
    {
        byte[] bytes = request.Encode();
        TaskKey key = World.NextKey;
        return new TaskFrame(
            key.Session,
            key.Task,
            CanonicalJson.Digest(bytes),
            Convert.ToBase64String(bytes),
            World.SeedOf(request),
            elected,
            [],
            []
        );
    }

    /// <summary>Sends it.</summary>
    public TaskFrame Announce(TaskObject request, bool elected = true)
    {
        TaskFrame frame = Frame(request, elected);
        Workers.OnFrame(frame, Channel);
        return frame;
    }

    /// <summary>Does what a router does with a result: says that it keeps it.</summary>
    public void Store(Frame frame, RecordingChannel channel)
    {
        if (frame is CommitFrame commit)
        {
            Workers.OnFrame(new StoredFrame(commit.Session, commit.Task, commit.ResultDigest), channel);
        }
    }

    public Task<ResultJournalEntry> UntilJournalledAsync(TaskKey key) =>
        UntilAsync("a journal entry", async () => await Journal.FindAsync(key.Session, key.Task, default));

    /// <summary>The worker leaves at this instant; the journal's entry goes some blocks later.</summary>
    public Task UntilForgottenAsync(TaskKey key) =>
        UntilAsync(
            "an empty journal and no worker",
            async () =>
            {
                World.Chain.Mine();
                return await Journal.FindAsync(key.Session, key.Task, default) is null && Workers.Count == 0 ? "gone" : null;
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await Workers.DisposeAsync();
        _runner.Dispose();
        Ports.Finished.Dispose();
        _stop.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>Asks again until there is an answer: for what raises no event. Bounded by time.</summary>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await ask() is T answer)
            {
                return answer;
            }

            Assert.False(late.IsCancellationRequested, $"Missing: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    private async Task WatchAsync(SlotWatcher watcher)
    {
        try
        {
            await watcher.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Plug pulled.
        }
    }
}
