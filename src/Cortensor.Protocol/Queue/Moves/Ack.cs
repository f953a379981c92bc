using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Assigned miner: working on it.</summary>
internal static class Ack
{
    private const byte Allowed = Gate.Queued | Gate.Acked;

    public static Ruling<QueueTask> Apply(QueueTask task, QueueParameters parameters, MoveContext context, byte slot) =>
        Gate.State(task, parameters, Allowed) is Refusal refusal ? refusal
        : !Gate.IsYours(task, slot, context) ? TaskRefusals.TaskSlotNotYours(task.Key, slot, context.Caller)
        : Gate.Has(task.Acked | task.Precommitted, slot) ? TaskRefusals.TaskSlotAlreadyMoved(task.Key, slot)
        : context.Now > task.AckDeadline ? TaskRefusals.TaskDeadlinePassed(task.Key, task.AckDeadline)
        : task with { Acked = task.Acked | Gate.Bit(slot) };
}
