using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Where a miner stands in a task, read from the chain alone.</summary>
internal enum SlotStatusKind
{
    /// <summary>The task is unknown, or this miner never had a slot in it.</summary>
    None,

    /// <summary>It has an open slot.</summary>
    Open,

    /// <summary>It had a slot, which was closed.</summary>
    Closed,

    /// <summary>The task has its outcome.</summary>
    Ended,
}

/// <inheritdoc cref="SlotStatusKind"/>
internal readonly record struct SlotStatus(
    SlotStatusKind Kind,
    byte Slot = 0,
    bool Acked = false,
    bool Precommitted = false,
    bool Committed = false
)
{
    public static SlotStatus Of(QueueTask? task, Address miner)
    {
        if (task?.Outcome is not null)
        {
            return new SlotStatus(SlotStatusKind.Ended);
        }

        for (int slot = (task?.Slots.Length ?? 0) - 1; slot >= 0; slot--)
        {
            if (task!.Slots[slot].Miner == miner)
            {
                uint bit = 1u << slot;
                return (task.Open & bit) == 0
                    ? new SlotStatus(SlotStatusKind.Closed, (byte)slot)
                    : new SlotStatus(
                        SlotStatusKind.Open,
                        (byte)slot,
                        (task.Acked & bit) != 0,
                        (task.Precommitted & bit) != 0,
                        (task.Committed & bit) != 0
                    );
            }
        }

        return new SlotStatus(SlotStatusKind.None);
    }
}
