using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Assigned miner of a task that wants one answer: precommit and commit in one, for there is nobody who could copy.</summary>
internal static class Deliver
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted;

    public static Ruling<AnsweredTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        DeliveredResult result,
        ProofKind proof,
        TokenAmount accountBalance
    )
    {
        if (Check(task, parameters, context, slot) is Refusal refusal)
        {
            return refusal;
        }

        // Paid in this very move, a bond would come back at once: none is asked for.
        TokenAmount bond = proof == ProofKind.None ? TokenAmount.Zero : Pricing.Bond(task);
        if (accountBalance < bond)
        {
            return PaymentRefusals.PaymentInsufficientAccount(context.Caller, bond, accountBalance);
        }

        TaskSlot delivered = task.Slots[slot] with
        {
            Bond = bond,
            ResultDigest = result.ResultDigest,
            PromptTokens = result.PromptTokens,
            OutputTokens = result.OutputTokens,
        };
        QueueTask answered = Gate.With(task, slot, delivered) with
        {
            Precommitted = Gate.Bit(slot),
            Committed = Gate.Bit(slot),
            CommitDeadline = context.Now,
        };
        return Completion.WhenLast(answered, proof);
    }

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, byte slot) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : task.Redundancy != 1 ? TaskRefusals.TaskNeedsPrecommit(task.Key, task.Redundancy)
        : !Gate.IsYours(task, slot, context) ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Precommitted, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : context.Now > task.PrecommitDeadline ? TaskRefusals.TaskDeadlinePassed(task.Key, task.PrecommitDeadline)
        : null;
}
