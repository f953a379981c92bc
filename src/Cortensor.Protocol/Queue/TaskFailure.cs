namespace Cortensor.Protocol.Queue;

/// <summary>The one reason, the oracle's verdict apart, for which a task can fail as it stands, and after which second.</summary>
/// <param name="Reason">The reason that holds.</param>
/// <param name="Deadline">The oracle may fail the task after this second, anyone after the grace. 0 = at once.</param>
public sealed record TaskFailure(FailReason Reason, ulong Deadline)
{
    private const ulong AssignWindowsUntilFailure = 3;

    /// <summary>Exactly one reason holds at any time before the outcome (decision 0001, "fail").</summary>
    public static TaskFailure Of(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        if (TaskStates.HasCommits(task))
        {
            ulong commitDeadline = CommitPhase.Deadline(task, parameters);
            return TaskStates.HasQuorum(task, task.Committed)
                ? new TaskFailure(FailReason.NotCompleted, commitDeadline + parameters.CompleteWindow)
                : new TaskFailure(FailReason.TooFewCommits, commitDeadline);
        }

        if (task.Open == 0)
        {
            return new TaskFailure(FailReason.NotAssigned, UnassignedDeadline(task, parameters));
        }

        return TaskStates.HasQuorum(task, task.Precommitted)
            ? new TaskFailure(FailReason.TooFewCommits, CommitPhase.Deadline(task, parameters))
            : new TaskFailure(
                FailReason.TooFewPrecommits,
                task.PrecommitDeadline + (task.Round >= parameters.MaxRounds ? 0UL : parameters.AssignWindow)
            );
    }

    // With every round used and nobody left there is no way on, so nothing to wait for.
    private static ulong UnassignedDeadline(QueueTask task, QueueParameters parameters) =>
        task.Round == 0 ? task.CreatedAt + (AssignWindowsUntilFailure * parameters.AssignWindow)
        : task.Round >= parameters.MaxRounds ? 0
        : task.PrecommitDeadline + parameters.AssignWindow;
}
