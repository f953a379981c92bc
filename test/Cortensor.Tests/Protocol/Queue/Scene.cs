using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue;

/// <summary>
/// A task to try moves on: created at second 1,000 by a router, miners at nodes 0, 1, 2, …; everyone acts at the clock's time.
/// </summary>
internal sealed class Scene
{
    public const ulong Start = 1_000;

    public static readonly QueueParameters Parameters = QueueParameters.Default;
    public static readonly Address Router = Account(100);
    public static readonly Address Owner = Account(101);
    public static readonly Address Stranger = Account(102);
    public static readonly Address Oracle = Account(103);
    public static readonly TaskKey Key = new(new SessionId(1), new TaskId(1));

    private readonly HashSet<byte> _ineligible = [];

    public Scene(byte redundancy, bool routed = true, ProofKind proof = ProofKind.None)
    {
        Proof = proof;
        Task = new QueueTask
        {
            Key = Key,
            Router = routed ? Router : Address.Zero,
            RequestDigest = Keccak256.HashText("request"),
            SelectionSeed = routed ? Keccak256.HashText("seed") : Hash32.Zero,
            SeedBlock = routed ? 0UL : 11,
            Ceiling = new TokenAmount(100_007),
            InputPrice = 7,
            OutputPrice = 11,
            MaxTokens = 80,
            Redundancy = redundancy,
            CreatedAt = Start,
        };
    }

    public QueueTask Task { get; private set; }

    public ulong Now { get; set; } = Start;

    public ulong Block { get; set; } = 20;

    public ProofKind Proof { get; }

    public TokenAmount Balance { get; set; } = TokenAmount.OneCor;

    public TaskState State => TaskStates.Of(Task, Parameters);

    /// <summary>What the last move that ended the task did with the money.</summary>
    public EndedTask? Ended { get; private set; }

    public static Address Account(byte number)
    {
        byte[] bytes = new byte[Address.Size];
        bytes[^1] = number;
        bytes[0] = 0xac;
        return new Address(bytes);
    }

    public static Hash32 DigestOf(byte slot) => Keccak256.HashWords((ulong)slot);

    public static Hash32 CommitmentOf(byte slot, Address miner) => Commitment.Of(1, Stranger, Key, miner, DigestOf(slot), Keccak256.Empty);

    public void Retire(byte node) => _ineligible.Add(node);

    public string? Assign(Address caller, params byte[] nodes) =>
        Apply(TaskTransitions.Assign(Task, Parameters, By(caller), [.. nodes], Facts()));

    public string? Reassign(Address caller, params byte[] nodes) =>
        Apply(TaskTransitions.Reassign(Task, Parameters, By(caller), [.. nodes], Facts()));

    public string? Ack(byte slot, Address? caller = null) =>
        Apply(TaskTransitions.Ack(Task, Parameters, By(caller ?? MinerOf(slot)), slot));

    public string? Decline(byte slot, Address? caller = null) =>
        Apply(TaskTransitions.Decline(Task, Parameters, By(caller ?? MinerOf(slot)), slot));

    public string? Precommit(byte slot, Address? caller = null, Hash32? commitment = null)
    {
        Address miner = caller ?? MinerOf(slot);
        return Apply(TaskTransitions.Precommit(Task, Parameters, By(miner), slot, commitment ?? CommitmentOf(slot, miner), Balance));
    }

    public string? Commit(byte slot, Address? caller = null, uint promptTokens = 10, uint outputTokens = 20)
    {
        Address miner = caller ?? MinerOf(slot);
        RevealedResult result = new(DigestOf(slot), Keccak256.Empty, promptTokens, outputTokens);
        return Answer(TaskTransitions.Commit(Task, Parameters, By(miner), slot, result, CommitmentOf(slot, miner), Proof));
    }

    public string? Deliver(byte slot, Address? caller = null) =>
        Answer(
            TaskTransitions.Deliver(
                Task,
                Parameters,
                By(caller ?? MinerOf(slot)),
                slot,
                new DeliveredResult(DigestOf(slot), 10, 20),
                Proof,
                Balance
            )
        );

    public string? Complete(Address caller, uint accepted) =>
        End(TaskTransitions.Complete(Task, Parameters, By(caller), accepted, new EndFacts(Owner, Proof)));

    public string? Fail(Address caller, FailReason reason) =>
        End(TaskTransitions.Fail(Task, Parameters, By(caller), reason, new EndFacts(Owner, Proof)));

    /// <summary>Assigns nodes 0 … redundancy − 1.</summary>
    public Scene Assigned()
    {
        Assert.Null(Assign(Router, [.. Enumerable.Range(0, Task.Redundancy).Select(static node => (byte)node)]));
        return this;
    }

    public Scene Precommitted(params byte[] slots)
    {
        foreach (byte slot in slots)
        {
            Assert.Null(Precommit(slot));
        }

        return this;
    }

    public Scene Committed(params byte[] slots)
    {
        foreach (byte slot in slots)
        {
            Assert.Null(Commit(slot));
        }

        return this;
    }

    public Scene At(ulong now)
    {
        Now = now;
        return this;
    }

    private Address MinerOf(byte slot) => Task.Slots[slot].Miner;

    private MoveContext By(Address caller) => new(caller, Now, Block, IsOracle: caller == Oracle, IsRouter: caller == Router);

    private AssignFacts Facts() => new(node => _ineligible.Contains(node) ? Address.Zero : Account(node), Keccak256.HashText("block"));

    private string? Apply(Ruling<QueueTask> ruling)
    {
        Task = ruling.Value ?? Task;
        return ruling.Refusal?.Code;
    }

    private string? Answer(Ruling<AnsweredTask> ruling)
    {
        Ended = ruling.Value?.Settlement is { } settlement ? new EndedTask(ruling.Value.Task, settlement) : Ended;
        Task = ruling.Value?.Task ?? Task;
        return ruling.Refusal?.Code;
    }

    private string? End(Ruling<EndedTask> ruling)
    {
        Ended = ruling.Value ?? Ended;
        Task = ruling.Value?.Task ?? Task;
        return ruling.Refusal?.Code;
    }
}
