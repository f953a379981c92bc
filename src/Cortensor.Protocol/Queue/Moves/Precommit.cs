using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Assigned miner: bind to a result and lock the bond.</summary>
internal static class Precommit
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted;

    public static Ruling<QueueTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        Hash32 commitment,
        TokenAmount accountBalance
    )
    {
        if (Check(task, parameters, context, slot, commitment) is Refusal refusal)
        {
            return refusal;
        }

        TokenAmount bond = Pricing.Bond(task);
        if (accountBalance < bond)
        {
            return PaymentRefusals.PaymentInsufficientAccount(context.Caller, bond, accountBalance);
        }

        QueueTask bound = Gate.With(task, slot, task.Slots[slot] with { Commitment = commitment, Bond = bond });
        return CommitPhase.Fix(bound with { Precommitted = task.Precommitted | Gate.Bit(slot) }, parameters, context.Now);
    }

    private static Refusal? Check(QueueTask task, QueueParameters parameters, MoveContext context, byte slot, Hash32 commitment) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : TaskStates.HasCommits(task) ? TaskRefusals.TaskPrecommitsFrozen(task.Key)
        : !Gate.IsYours(task, slot, context) ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Precommitted, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : context.Now > task.PrecommitDeadline ? TaskRefusals.TaskDeadlinePassed(task.Key, task.PrecommitDeadline)
        : commitment.IsZero ? TaskRefusals.TaskCommitmentEmpty(task.Key, slot)
        : null;
}
