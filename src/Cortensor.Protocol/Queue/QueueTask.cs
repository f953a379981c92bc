using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// A task as the chain knows it. Bitmaps are over slots: bit i is slot i, numbered 0..31 in order of assignment (decision 0001).
/// </summary>
public sealed record QueueTask
{
    /// <summary>Which task.</summary>
    public required TaskKey Key { get; init; }

    /// <summary>The router that submitted it; zero when the owner did.</summary>
    public required Address Router { get; init; }

    /// <summary>sha-256 of the canonical request object.</summary>
    public required Hash32 RequestDigest { get; init; }

    /// <summary>Seed of the verifiable order; zero while unresolved.</summary>
    public Hash32 SelectionSeed { get; init; }

    /// <summary>The client's own word.</summary>
    public Hash32 ClientReference { get; init; }

    /// <summary>Wei reserved.</summary>
    public required TokenAmount Ceiling { get; init; }

    /// <summary>Wei per prompt token, SLA factor included.</summary>
    public required ulong InputPrice { get; init; }

    /// <summary>Wei per generated token, SLA factor included.</summary>
    public required ulong OutputPrice { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public required uint MaxTokens { get; init; }

    /// <summary>Answers wanted.</summary>
    public required byte Redundancy { get; init; }

    /// <summary>Unix seconds of the submit.</summary>
    public required ulong CreatedAt { get; init; }

    /// <summary>Block whose hash resolves the seed of a router-less task; 0 otherwise.</summary>
    public ulong SeedBlock { get; init; }

    /// <summary>Assignment rounds used.</summary>
    public byte Round { get; init; }

    /// <summary>Every slot so far, closed ones too.</summary>
    public ImmutableArray<TaskSlot> Slots { get; init; } = [];

    /// <summary>Slots that still count.</summary>
    public uint Open { get; init; }

    /// <summary>Slots that acked.</summary>
    public uint Acked { get; init; }

    /// <summary>Slots that precommitted.</summary>
    public uint Precommitted { get; init; }

    /// <summary>Slots that committed.</summary>
    public uint Committed { get; init; }

    /// <summary>Slots accepted at completion.</summary>
    public uint Accepted { get; init; }

    /// <summary>Unix seconds; 0 before the first assignment.</summary>
    public ulong AckDeadline { get; init; }

    /// <summary>Unix seconds of the latest assignment's precommit deadline; 0 before the first.</summary>
    public ulong PrecommitDeadline { get; init; }

    /// <summary>Unix seconds; 0 until fixed.</summary>
    public ulong CommitDeadline { get; init; }

    /// <summary>Completed or Failed once the task has ended, else null.</summary>
    public TaskState? Outcome { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public FailReason? Failure { get; init; }

    /// <summary>Wei that left the session for good at completion.</summary>
    public TokenAmount Charged { get; init; }

    /// <summary>Gas used by the task's transactions, by move name, as far as this reader saw the receipts; empty in rules.</summary>
    public ImmutableArray<TaskStep> Steps { get; init; } = [];
}
