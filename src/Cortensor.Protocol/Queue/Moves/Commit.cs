using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Precommitted miner: open the commitment. The first commit freezes the precommit set.</summary>
internal static class Commit
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted;

    public static Ruling<QueueTask> Apply(
        QueueTask task, QueueParameters parameters, MoveContext context, byte slot, RevealedResult result, Hash32 expectedCommitment)
    {
        if (Check(task, parameters, context, slot, expectedCommitment) is Refusal refusal)
        {
            return refusal;
        }

        TaskSlot opened = task.Slots[slot] with
        {
            ResultDigest = result.ResultDigest,
            PromptTokens = result.PromptTokens,
            OutputTokens = result.OutputTokens,
        };
        return Gate.With(task, slot, opened) with
        {
            Open = task.Precommitted,
            Committed = task.Committed | Gate.Bit(slot),
            CommitDeadline = CommitPhase.Deadline(task, parameters),
        };
    }

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, byte slot, Hash32 expectedCommitment) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : !Gate.IsYours(task, slot, context) || !Gate.Has(task.Precommitted, slot) ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Committed, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : !CommitPhase.IsOpen(task, parameters, context.Now) ? TaskRefusals.TaskCommitsClosed(task.Key, task.Precommitted, task.Open)
        : context.Now > CommitPhase.Deadline(task, parameters)
            ? TaskRefusals.TaskDeadlinePassed(task.Key, CommitPhase.Deadline(task, parameters))
        : task.Slots[slot].Commitment != expectedCommitment ? TaskRefusals.TaskCommitmentMismatch(task.Key, slot)
        : null;
}
