using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>The questions that several moves ask first.</summary>
internal static class Gate
{
    public const byte Queued = 1 << (int)TaskState.Queued;
    public const byte Acked = 1 << (int)TaskState.Acked;
    public const byte Precommitted = 1 << (int)TaskState.Precommitted;
    public const byte Committed = 1 << (int)TaskState.Committed;

    /// <summary>Check (2) of every move: the state is one of those allowed.</summary>
    public static Refusal? State(QueueTask task, QueueParameters parameters, byte allowed)
    {
        TaskState current = TaskStates.Of(task, parameters);
        return (allowed & TaskStates.Bit(current)) != 0 ? null : TaskRefusals.TaskUnexpectedState(task.Key, current, allowed);
    }

    /// <summary>The slot exists, is open and belongs to the caller.</summary>
    public static bool IsYours(QueueTask task, byte slot, MoveContext context) =>
        slot < task.Slots.Length && Has(task.Open, slot) && task.Slots[slot].Miner == context.Caller;

    public static bool Has(uint bitmap, byte slot) => (bitmap & Bit(slot)) != 0;

    public static uint Bit(byte slot) => 1u << slot;

    /// <summary>First second before which this caller may not make a timeout move: the oracle goes first, anyone after the grace.</summary>
    public static ulong For(MoveContext context, ulong deadline, QueueParameters parameters) =>
        context.IsOracle ? deadline : deadline + parameters.Grace;

    public static QueueTask With(QueueTask task, byte slot, TaskSlot changed) => task with { Slots = task.Slots.SetItem(slot, changed) };
}
