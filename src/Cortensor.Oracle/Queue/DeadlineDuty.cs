using System.Collections.Immutable;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Queue;

/// <summary>
/// Replaces miners that missed a deadline while there are others to ask, and refunds the task when there is no legal way on.
/// </summary>
internal sealed class DeadlineDuty(
    IQueueLedger ledger,
    IOptions<OracleOptions> options,
    OracleInstruments instruments,
    ILogger<DeadlineDuty> logger
) : TaskDuty(ledger, options, instruments, logger)
{
    public override string Name => "deadlines";

    protected override bool IsWanted(QueueTask task, NetworkSnapshot snapshot, bool isOracle) => Next(task, snapshot, isOracle) is not null;

    protected override Task WorkAsync(QueueTask task, NetworkSnapshot snapshot, bool isOracle, CancellationToken cancellationToken) =>
        Next(task, snapshot, isOracle) switch
        {
            { Move: TimeoutMove.Reassign } => MoveAsync(
                task,
                snapshot,
                "reassign",
                () => Ledger.ReassignAsync(task.Key, Replacements(task, snapshot), cancellationToken)
            ),
            { Move: TimeoutMove.Fail, Reason: FailReason reason } => MoveAsync(
                task,
                snapshot,
                "fail",
                () => Ledger.FailAsync(task.Key, reason, cancellationToken)
            ),
            _ => Task.CompletedTask,
        };

    /// <summary>The move to make now, if any.</summary>
    internal static TaskDeadline? Next(QueueTask task, NetworkSnapshot snapshot, bool isOracle)
    {
        ulong now = snapshot.Head.Timestamp;
        ImmutableArray<TaskDeadline> due = [.. TaskDeadlines.Due(task, snapshot.Parameters, now, isOracle)];
        TaskDeadline? fail = due.FirstOrDefault(move => move.Move == TimeoutMove.Fail);
        TaskDeadline? reassign = due.FirstOrDefault(move => move.Move == TimeoutMove.Reassign);
        return reassign is not null && HelpsToReassign(task, snapshot, now) ? reassign : fail;
    }

    private static bool HelpsToReassign(QueueTask task, NetworkSnapshot snapshot, ulong now)
    {
        uint late = LateSlots.Of(task, now);
        // A quorum whose precommit deadline has passed may commit: a new round would only make it wait.
        bool quorumMayCommit = TaskStates.HasQuorum(task, task.Precommitted) && now > task.PrecommitDeadline;
        return !quorumMayCommit && (!Replacements(task, snapshot).IsEmpty || ClosingHelps(task, snapshot, late));
    }

    // Without anybody to ask, closing late slots is of use only when the rest can then commit at once.
    private static bool ClosingHelps(QueueTask task, NetworkSnapshot snapshot, uint late) =>
        late != 0 && CommitPhase.IsSetComplete(task with { Open = task.Open & ~late }, snapshot.Parameters);

    private static ImmutableArray<byte> Replacements(QueueTask task, NetworkSnapshot snapshot) =>
        task.SelectionSeed.IsZero ? [] : NextNodes.Of(task, task.SelectionSeed, snapshot, LateSlots.Of(task, snapshot.Head.Timestamp));
}
