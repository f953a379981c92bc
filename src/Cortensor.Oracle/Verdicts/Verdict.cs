using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Oracle.Verdicts;

/// <summary>What this oracle found on a task's answers: the evidence behind its <c>complete</c> or <c>fail</c>.</summary>
/// <param name="Task">The task.</param>
/// <param name="Committed">The commits it judged, as a bitmap over slots.</param>
/// <param name="Accepted">The slots it accepts.</param>
/// <param name="Agreed">Whether they are a quorum.</param>
/// <param name="Embedder">The embedding model; null when nothing had to be compared.</param>
/// <param name="Threshold">The largest distance that counts as agreeing.</param>
/// <param name="JudgedAt">Chain time, unix seconds.</param>
/// <param name="Slots">One entry for each committed slot, in order.</param>
public sealed record Verdict(
    TaskKey Task,
    uint Committed,
    uint Accepted,
    bool Agreed,
    string? Embedder,
    double? Threshold,
    ulong JudgedAt,
    ImmutableArray<SlotVerdict> Slots
);

/// <summary>What this oracle found on one answer.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Miner">Who gave it.</param>
/// <param name="ResultDigest">What was committed.</param>
/// <param name="Accepted">Whether it is paid.</param>
/// <param name="Reason">
/// Why, in snake_case: <c>agrees</c>, <c>alone</c>, <c>disputed</c>, <c>outlier</c>, or the fault of the result.
/// </param>
/// <param name="Distance">Median distance to the other answers; null when it was not compared.</param>
public sealed record SlotVerdict(byte Slot, Address Miner, Hash32 ResultDigest, bool Accepted, string Reason, double? Distance);
