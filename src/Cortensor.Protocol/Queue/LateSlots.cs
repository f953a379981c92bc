using Cortensor.Protocol.Queue.Moves;

namespace Cortensor.Protocol.Queue;

/// <summary>Which open slots missed their deadline: what a reassign would close (decision 0001, "reassign").</summary>
public static class LateSlots
{
    /// <summary>The late slots as a bitmap; none once commits have begun.</summary>
    public static uint Of(QueueTask task, ulong now)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TaskStates.HasCommits(task) ? 0 : Reassign.Late(task, now);
    }
}
