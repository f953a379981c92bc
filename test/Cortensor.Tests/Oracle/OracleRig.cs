using System.Diagnostics.Metrics;
using Cortensor.Oracle;
using Cortensor.Oracle.Pool;
using Cortensor.Oracle.Queue;
using Cortensor.Oracle.Verdicts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Oracle;

/// <summary>An oracle over a world. A test shows it a snapshot and waits until it has nothing left to do.</summary>
internal sealed class OracleRig : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly QueueWorld _world;
    private readonly TaskDuty[] _duties;

    public OracleRig(
        QueueWorld world,
        IPayloadSource? source = null,
        IQueueLedger? ledger = null,
        OracleOptions? options = null,
        IBlockHashes? blocks = null
    )
    {
        _world = world;
        IOptions<OracleOptions> wrapped = Options.Create(options ?? new OracleOptions());
        OracleInstruments instruments = new(_services.GetRequiredService<IMeterFactory>());
        IQueueLedger queue = ledger ?? world.Chain.As(world.Oracle.Address).Queue;
        ResultCollector collector = new(source ?? Shelf);
        Book = new VerdictStore(wrapped);
        _duties =
        [
            new AssignDuty(queue, wrapped, instruments, NullLogger<AssignDuty>.Instance, blocks),
            new DeadlineDuty(queue, wrapped, instruments, NullLogger<DeadlineDuty>.Instance),
            new CompleteDuty(
                queue,
                collector,
                new AgreementVerifier(collector, new TextEmbedder()),
                Book,
                wrapped,
                instruments,
                NullLogger<CompleteDuty>.Instance
            ),
        ];
        PoolAdmissionDuty = new PoolAdmissionDuty(
            world.Chain.As(world.Oracle.Address).Pool,
            wrapped,
            instruments,
            NullLogger<PoolAdmissionDuty>.Instance
        );
    }

    public PayloadShelf Shelf { get; } = new();

    public VerdictStore Book { get; }

    public PoolAdmissionDuty PoolAdmissionDuty { get; }

    /// <summary>Every duty looks at the newest block and finishes what it starts.</summary>
    public async Task LookAsync()
    {
        NetworkSnapshot snapshot = _world.Chain.Current;
        foreach (TaskDuty duty in _duties)
        {
            await duty.OnSnapshotAsync(snapshot, default);
        }

        await Task.WhenAll(_duties.Select(duty => duty.WhenIdleAsync()));
    }

    /// <summary>A miner binds itself to an answer, which is served.</summary>
    public async Task<ResultObject> PrecommitAsync(TaskKey key, byte slot, int miner, string text)
    {
        ResultObject result = _world.Result(key, miner, text);
        Hash32 digest = Shelf.Put(result.Encode());
        IQueueLedger queue = _world.Chain.As(_world.Miners[miner].Address).Queue;
        QueueWorld.Made(
            await queue.PrecommitAsync(key, slot, queue.CommitmentOf(key, queue.Actor, digest, _world.Identity(miner).SaltOf(key)), default)
        );
        return result;
    }

    /// <summary>It opens the commitment.</summary>
    public async Task CommitAsync(TaskKey key, byte slot, int miner, ResultObject result, uint? promptTokens = null) =>
        QueueWorld.Made(
            await _world
                .Chain.As(_world.Miners[miner].Address)
                .Queue.CommitAsync(
                    key,
                    slot,
                    CanonicalJson.Digest(result.Encode()),
                    _world.Identity(miner).SaltOf(key),
                    promptTokens ?? (uint)result.PromptTokens,
                    (uint)result.Tokens.Count,
                    default
                )
        );

    /// <summary>All miners of a task answer, in order of slots.</summary>
    public async Task AnswerAsync(TaskKey key, params string[] texts)
    {
        List<(int Miner, ResultObject Result)> results = [];
        for (byte slot = 0; slot < texts.Length; slot++)
        {
            int miner = MinerOf(key, slot);
            results.Add((miner, await PrecommitAsync(key, slot, miner, texts[slot])));
        }

        for (byte slot = 0; slot < texts.Length; slot++)
        {
            await CommitAsync(key, slot, results[slot].Miner, results[slot].Result);
        }
    }

    public int MinerOf(TaskKey key, byte slot)
    {
        Address miner = _world.Task(key).Slots[slot].Miner;
        return _world.Miners.Select((candidate, index) => (candidate, index)).First(pair => pair.candidate.Address == miner).index;
    }

    public void Dispose() => _services.Dispose();
}
