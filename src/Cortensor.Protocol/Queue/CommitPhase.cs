namespace Cortensor.Protocol.Queue;

/// <summary>When commits are open, and until when (decision 0001, "Commit phase").</summary>
public static class CommitPhase
{
    /// <summary>Whether every slot that can still answer has precommitted and the quorum is reached: no later precommit can join.</summary>
    public static bool IsSetComplete(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        return TaskStates.HasQuorum(task, task.Precommitted) && task.Precommitted == task.Open && !TaskStates.CanFill(task, parameters);
    }

    /// <summary>Whether a commit can be accepted now, its deadline apart.</summary>
    public static bool IsOpen(QueueTask task, QueueParameters parameters, ulong now)
    {
        ArgumentNullException.ThrowIfNull(task);
        return TaskStates.HasCommits(task)
            || IsSetComplete(task, parameters)
            || (TaskStates.HasQuorum(task, task.Precommitted) && now > task.PrecommitDeadline);
    }

    /// <summary>Last second for a commit: the fixed deadline, or the one the deadline route would fix.</summary>
    public static ulong Deadline(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        return task.CommitDeadline != 0 ? task.CommitDeadline : task.PrecommitDeadline + parameters.CommitWindow;
    }

    /// <summary>The task with its commit deadline fixed, when a move at this time made the precommit set complete.</summary>
    public static QueueTask Fix(QueueTask task, QueueParameters parameters, ulong now)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        return IsSetComplete(task, parameters) ? task with { CommitDeadline = now + parameters.CommitWindow } : task;
    }
}
