using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Assigned miner: cannot do it.</summary>
internal static class Decline
{
    private const byte Allowed = Gate.Queued | Gate.Acked;

    public static Ruling<QueueTask> Apply(QueueTask task, QueueParameters parameters, MoveContext context, byte slot) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : !Gate.IsYours(task, slot, context) ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Precommitted, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : context.Now > task.PrecommitDeadline ? TaskRefusals.TaskDeadlinePassed(task.Key, task.PrecommitDeadline)
        : CommitPhase.Fix(task with { Open = task.Open & ~Gate.Bit(slot) }, parameters, context.Now);
}
