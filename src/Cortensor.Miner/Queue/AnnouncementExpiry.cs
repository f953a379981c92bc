using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>
/// How long a miner holds on to announced work that is not its own yet. A spare that took over a stream is assigned only when the slot it
/// replaces is late, and has signed for its result by then: it must not forget it before that.
/// </summary>
internal static class AnnouncementExpiry
{
    /// <param name="task">The task, null while the chain does not show it.</param>
    /// <param name="parameters">For the number of rounds.</param>
    /// <param name="since">When the router announced it, chain time.</param>
    /// <param name="seconds">What the operator allows on top of what the task itself needs.</param>
    public static ulong Until(QueueTask? task, QueueParameters parameters, ulong since, int seconds) =>
        (task is not null && MayStillAssign(task, parameters) ? Math.Max(since, task.PrecommitDeadline) : since) + (ulong)seconds;

    private static bool MayStillAssign(QueueTask task, QueueParameters parameters) =>
        !TaskStates.HasCommits(task) && task.Round < parameters.MaxRounds;
}
