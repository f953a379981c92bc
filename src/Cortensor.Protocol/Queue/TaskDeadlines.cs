using System.Collections.Immutable;
using Cortensor.Protocol.Queue.Moves;

namespace Cortensor.Protocol.Queue;

/// <summary>What time alone will allow on a task: the clock of the oracle, and of everyone after the grace.</summary>
/// <remarks>
/// Which of the moves that are due is wise is for the role to say: an oracle reassigns while there are nodes to ask, and fails otherwise.
/// </remarks>
public static class TaskDeadlines
{
    /// <summary>Every timeout move that the task as it stands will allow, the earliest first. Empty once it has an outcome.</summary>
    public static ImmutableArray<TaskDeadline> Of(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        if (task.Outcome is not null)
        {
            return [];
        }

        TaskFailure failure = TaskFailure.Of(task, parameters);
        List<TaskDeadline> deadlines = [new TaskDeadline(TimeoutMove.Fail, failure.Deadline, failure.Reason)];
        if (TaskStates.HasCommits(task))
        {
            if (task.Committed != task.Open && TaskStates.HasQuorum(task, task.Committed))
            {
                deadlines.Add(new TaskDeadline(TimeoutMove.Complete, CommitPhase.Deadline(task, parameters)));
            }
        }
        else
        {
            AddAssignments(deadlines, task, parameters);
        }

        return [.. deadlines.OrderBy(static deadline => deadline.At).ThenBy(static deadline => deadline.Move)];
    }

    /// <summary>The timeout moves that are legal now.</summary>
    public static IEnumerable<TaskDeadline> Due(QueueTask task, QueueParameters parameters, ulong now, bool isOracle) =>
        Of(task, parameters).Where(deadline => deadline.IsDue(now, isOracle, parameters));

    /// <summary>
    /// The first second at or after <paramref name="now"/> behind which a further move opens to the oracle or to anyone; null when all are
    /// open.
    /// </summary>
    public static ulong? Next(QueueTask task, QueueParameters parameters, ulong now, bool isOracle)
    {
        ulong[] ahead = [.. Of(task, parameters).Select(deadline => deadline.OpensTo(isOracle, parameters)).Where(at => at >= now)];
        return ahead.Length == 0 ? null : ahead.Min();
    }

    private static void AddAssignments(List<TaskDeadline> deadlines, QueueTask task, QueueParameters parameters)
    {
        if (TaskStates.CanFill(task, parameters))
        {
            deadlines.Add(new TaskDeadline(TimeoutMove.Assign, task.CreatedAt + parameters.AssignWindow));
        }

        bool closes = (task.Open & ~task.Precommitted) != 0;
        if (task.Round > 0 && (closes || TaskStates.CanFill(task, parameters)))
        {
            deadlines.Add(new TaskDeadline(TimeoutMove.Reassign, Reassign.Deadline(task)));
        }
    }
}
