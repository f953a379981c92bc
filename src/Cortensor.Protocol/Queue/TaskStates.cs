using System.Numerics;

namespace Cortensor.Protocol.Queue;

/// <summary>What follows from a task's bitmaps: its state, quorum and vacancies (decision 0001, "State").</summary>
public static class TaskStates
{
    /// <summary>Most slots a task may use over its whole life, closed ones included.</summary>
    public const int MaxSlots = 32;

    /// <summary>The state as decision 0001 derives it; the outcome once there is one.</summary>
    public static TaskState Of(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        if (task.Outcome is TaskState outcome)
        {
            return outcome;
        }

        if (HasCommits(task))
        {
            return task.Committed == task.Open ? TaskState.Committed : TaskState.Precommitted;
        }

        return task.Open == 0 || (task.Open & ~(task.Acked | task.Precommitted)) != 0 ? TaskState.Queued
            : (task.Open & ~task.Precommitted) != 0 || CanFill(task, parameters) ? TaskState.Acked
            : TaskState.Precommitted;
    }

    /// <summary>Answers needed to pay: redundancy / 2 + 1.</summary>
    public static int Quorum(QueueTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return (task.Redundancy / 2) + 1;
    }

    /// <summary>Wanted slots that are not open.</summary>
    public static int Vacancies(QueueTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Math.Max(0, task.Redundancy - BitOperations.PopCount(task.Open));
    }

    /// <summary>Whether the first commit has been accepted: the precommit set is frozen.</summary>
    public static bool HasCommits(QueueTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Committed != 0;
    }

    /// <summary>Whether a quorum of slots satisfies the bitmap.</summary>
    public static bool HasQuorum(QueueTask task, uint slots) => BitOperations.PopCount(slots) >= Quorum(task);

    /// <summary>Whether a vacancy is left and a round to fill it in.</summary>
    public static bool CanFill(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parameters);
        return Vacancies(task) > 0 && task.Round < parameters.MaxRounds;
    }

    /// <summary>The bit that stands for a state in an <c>allowed</c> bitmap.</summary>
    public static byte Bit(TaskState state) => (byte)(1 << (int)state);

    /// <summary>The names of the states in an <c>allowed</c> bitmap.</summary>
    public static string Describe(byte allowed) =>
        allowed == 0 ? "nothing" : string.Join(" or ", Enum.GetValues<TaskState>().Where(state => (allowed & Bit(state)) != 0));
}
