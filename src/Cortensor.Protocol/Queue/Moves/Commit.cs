using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>
/// Precommitted miner: open the commitment. The first commit freezes the precommit set; the last one pays a task without proof.
/// </summary>
internal static class Commit
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted;

    public static Ruling<AnsweredTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        RevealedResult result,
        Hash32 expectedCommitment,
        ProofKind proof
    )
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
        QueueTask answered = Gate.With(task, slot, opened) with
        {
            Open = task.Precommitted,
            Committed = task.Committed | Gate.Bit(slot),
            CommitDeadline = CommitPhase.Deadline(task, parameters),
        };
        return Completion.WhenLast(answered, proof);
    }

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, byte slot, Hash32 expectedCommitment) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : !Gate.IsYours(task, slot, context) || !Gate.Has(task.Precommitted, slot)
            ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Committed, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : !CommitPhase.IsOpen(task, parameters, context.Now) ? TaskRefusals.TaskCommitsClosed(task.Key, task.Precommitted, task.Open)
        : context.Now > CommitPhase.Deadline(task, parameters)
            ? TaskRefusals.TaskDeadlinePassed(task.Key, CommitPhase.Deadline(task, parameters))
        : task.Slots[slot].Commitment != expectedCommitment ? TaskRefusals.TaskCommitmentMismatch(task.Key, slot)
        : null;
}
