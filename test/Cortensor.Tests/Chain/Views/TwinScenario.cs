using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;

namespace Cortensor.Tests.Chain.Views;

/// <summary>Moves for a <see cref="TwinNetwork"/>: an owner, a router, an oracle, four miners, and the life of tasks.</summary>
internal sealed class TwinScenario(TwinNetwork twins)
{
    public const uint MaxTokens = 16;

    /// <summary>Windows that a busy machine does not miss; they pass by <see cref="TwinNetwork.PassAsync"/>.</summary>
    public static readonly QueueParameters Parameters = QueueParameters.Default with
    {
        AssignWindow = 100,
        AckWindow = 60,
        PrecommitBase = 300,
        CommitWindow = 300,
    };

    private static readonly TokenAmount Bonds = TokenAmount.FromCor(5);
    private static readonly TokenAmount Ceiling = new(60_000_007);

    private readonly RouterHashChain _hashChain = new(Keccak256.HashText("view test"), 32);

    public Address Owner { get; private set; }

    public Address Router { get; private set; }

    public Address Oracle { get; private set; }

    public ImmutableArray<Address> Miners { get; private set; } = [];

    public NetworkSnapshot Now => twins.Memory.Current;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Nodes with roles in the pool, and bond money.</summary>
    public async Task FoundAsync()
    {
        await twins.SetParametersAsync(Parameters);
        Owner = await twins.JoinAsync("owner");
        Router = await twins.JoinAsync("router", NodeRole.Router);
        Oracle = await twins.JoinAsync("oracle", NodeRole.Oracle);
        for (int index = 0; index < 4; index++)
        {
            Address miner = await twins.JoinAsync($"miner {index}", NodeRole.Miner);
            Miners = Miners.Add(miner);
            await PlayAsync(miner, actor => actor.Pool.RegisterAsync(2, [TwinNetwork.Model, Keccak256.HashText("another")], Cancellation));
            await PlayAsync(Oracle, actor => actor.Pool.SetStateAsync(miner, PoolState.Ephemeral, Cancellation));
            await PlayAsync(miner, actor => actor.Payments.DepositAccountAsync(miner, Bonds, Cancellation));
        }
    }

    /// <summary>A session with money that the router may spend.</summary>
    public async Task<SessionId> OpenAsync(byte redundancy, ProofKind proof)
    {
        SessionId session = await CreateAsync(ConfigOf(redundancy, proof));
        await PlayAsync(Owner, actor => actor.Payments.DepositAsync(session, TokenAmount.FromCor(1), Cancellation));
        await PlayAsync(Owner, actor => actor.Sessions.SetRouterAllowanceAsync(session, Router, TokenAmount.OneCor, Cancellation));
        if (!Now.RouterChains.ContainsKey(Router))
        {
            await PlayAsync(Router, actor => actor.Queue.PostRouterChainAsync(_hashChain.Tip, Cancellation));
        }

        return session;
    }

    public async Task<SessionId> CreateAsync(SessionConfig config)
    {
        await PlayAsync(Owner, async actor => (await actor.Sessions.CreateAsync(config, Cancellation)).Result);
        return new SessionId((ulong)Now.Sessions.Count);
    }

    public static SessionConfig ConfigOf(byte redundancy, ProofKind proof) =>
        new()
        {
            Name = $"answers: {redundancy}, proof: {proof} ✓",
            MetadataCid = Keccak256.HashText("metadata"),
            ModelId = TwinNetwork.Model,
            Sla = Sla.Low,
            MinNodes = redundancy,
            MaxNodes = 8,
            Redundancy = redundancy,
            Proof = proof,
            MaxPricePer1kInput = TokenAmount.OneCor,
            MaxPricePer1kOutput = TokenAmount.OneCor,
            MaxTasksPerNode = 3,
            IsPublic = true,
        };

    public TaskSubmission Submission(SessionId session, params byte[] nodes)
    {
        TaskKey key = new(session, new TaskId(Now.Sessions[session].TaskCount + 1));
        Assert.True(_hashChain.TryReveal(RouterChains.TipAt(Now.RouterChains[Router], Now.Head.Timestamp), out Hash32 reveal));
        return new TaskSubmission(
            key,
            Keccak256.HashText($"request {key}"),
            Ceiling,
            MaxTokens,
            reveal,
            [.. nodes],
            TaskAuthority.None,
            Keccak256.HashText($"reference {key}")
        );
    }

    /// <summary>The router's next submissions, each with the reveal that needs the one before.</summary>
    public IReadOnlyList<TaskSubmission> Line(SessionId session, int count, params byte[] nodes)
    {
        List<TaskSubmission> line = [Submission(session, nodes)];
        while (line.Count < count)
        {
            TaskSubmission last = line[^1];
            TaskKey key = new(session, new TaskId(last.Task.Task.Value + 1));
            Assert.True(_hashChain.TryReveal(last.RouterReveal, out Hash32 reveal));
            line.Add(last with { Task = key, RouterReveal = reveal, RequestDigest = Keccak256.HashText($"request {key}") });
        }

        return line;
    }

    /// <summary>The router submits, with its allowance.</summary>
    public async Task<TaskKey> SubmitAsync(SessionId session, params byte[] nodes)
    {
        TaskSubmission submission = Submission(session, nodes);
        await PlayAsync(Router, actor => actor.Queue.SubmitAsync(submission, Cancellation));
        return submission.Task;
    }

    /// <summary>The router submits, with the owner's signature.</summary>
    public async Task<TaskKey> SubmitSignedAsync(SessionId session, BigInteger nonce)
    {
        TaskSubmission submission = Submission(session, 0);
        TaskAuthority authority = await TaskRequestTypedData.SignAsync(
            twins.SignerOf(Owner),
            twins.Memory.SessionDomain,
            session,
            submission.RequestDigest,
            submission.MaxCost,
            new TaskAuthority(nonce, Now.Head.Timestamp + 100_000, default),
            Cancellation
        );
        await PlayAsync(Router, actor => actor.Queue.SubmitAsync(submission with { Authority = authority }, Cancellation));
        return submission.Task;
    }

    /// <summary>The owner submits without a router.</summary>
    public async Task<TaskKey> SubmitByOwnerAsync(SessionId session)
    {
        TaskSubmission submission = Submission(session) with { RouterReveal = Hash32.Zero };
        await PlayAsync(Owner, actor => actor.Queue.SubmitAsync(submission, Cancellation));
        for (int block = 0; block < 3; block++)
        {
            twins.Memory.Mine();
            await twins.PassAsync(1);
        }

        return submission.Task;
    }

    /// <summary>
    /// A task that wants three answers, its precommit deadline over: two have precommitted, one was declined. A reassign can fill its slot
    /// and has none to close.
    /// </summary>
    public async Task<TaskKey> SubmitAndDeclineOneAsync(SessionId session)
    {
        TaskKey task = await SubmitAsync(session, 0, 1, 2);
        await DeclineAsync(task, 1);
        await PrecommitAsync(task, 0, 2);
        await twins.PassAsync(400);
        return task;
    }

    public Task AckAsync(TaskKey task, byte slot) =>
        PlayAsync(MinerOf(task, slot), actor => actor.Queue.AckAsync(task, slot, Cancellation));

    public Task DeclineAsync(TaskKey task, byte slot) =>
        PlayAsync(MinerOf(task, slot), actor => actor.Queue.DeclineAsync(task, slot, DeclineReason.OverContext, Cancellation));

    public async Task PrecommitAsync(TaskKey task, params byte[] slots)
    {
        foreach (byte slot in slots)
        {
            Hash32 commitment = twins.AnswerOf(task, slot).Commitment;
            await PlayAsync(MinerOf(task, slot), actor => actor.Queue.PrecommitAsync(task, slot, commitment, Cancellation));
        }
    }

    public async Task CommitAsync(TaskKey task, params byte[] slots)
    {
        foreach (byte slot in slots)
        {
            (Hash32 digest, Hash32 salt, _) = twins.AnswerOf(task, slot);
            uint output = 10u + slot;
            await PlayAsync(MinerOf(task, slot), actor => actor.Queue.CommitAsync(task, slot, digest, salt, 33, output, Cancellation));
        }
    }

    public Task DeliverAsync(TaskKey task, byte slot) =>
        PlayAsync(
            MinerOf(task, slot),
            actor => actor.Queue.DeliverAsync(task, slot, twins.AnswerOf(task, slot).Digest, 33, 10, Cancellation)
        );

    public Task AssignAsync(Address account, TaskKey task, params byte[] nodes) =>
        PlayAsync(account, actor => actor.Queue.AssignAsync(task, [.. nodes], Cancellation));

    public Task ReassignAsync(TaskKey task, params byte[] nodes) =>
        PlayAsync(Oracle, actor => actor.Queue.ReassignAsync(task, [.. nodes], Cancellation));

    public Task CompleteAsync(Address account, TaskKey task, uint accepted) =>
        PlayAsync(account, actor => actor.Queue.CompleteAsync(task, accepted, Cancellation));

    public Task FailAsync(TaskKey task, FailReason reason) => PlayAsync(Oracle, actor => actor.Queue.FailAsync(task, reason, Cancellation));

    public Task PlayAsync(Address account, Func<LedgerActor, Task<MoveResult>> move) => twins.PlayAsync(account, move);

    private Address MinerOf(TaskKey task, byte slot) => Now.Tasks[task].Slots[slot].Miner;
}
