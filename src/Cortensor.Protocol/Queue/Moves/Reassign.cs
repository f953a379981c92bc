using System.Collections.Immutable;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Close late slots and fill the empty ones.</summary>
internal static class Reassign
{
    private const byte Allowed = Gate.Queued | Gate.Acked | Gate.Precommitted;

    public static Ruling<QueueTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        ImmutableArray<byte> nodes,
        AssignFacts facts
    )
    {
        if (Gate.State(task, parameters, Allowed) is Refusal refusal)
        {
            return refusal;
        }

        if (TaskStates.HasCommits(task))
        {
            return TaskRefusals.TaskPrecommitsFrozen(task.Key);
        }

        // An unassigned task is assign's business, whose seed checks a reassign would go around.
        ulong notBefore = task.Round == 0 ? task.CreatedAt + parameters.AssignWindow : Gate.For(context, Deadline(task), parameters);
        if (task.Round == 0 || context.Now <= notBefore)
        {
            return TaskRefusals.TaskTooEarly(task.Key, notBefore);
        }

        uint late = Late(task, context.Now);
        int vacancies = TaskStates.Vacancies(task);
        if (late == 0 && (nodes.IsEmpty || vacancies == 0))
        {
            return TaskRefusals.TaskNodeCountOutOfRange(task.Key, nodes.Length, vacancies);
        }

        QueueTask closed = task with { Open = task.Open & ~late };
        return nodes.IsEmpty
            ? CommitPhase.Fix(closed, parameters, context.Now)
            : Assignment.Apply(closed, parameters, context, nodes, facts.EligibleNode);
    }

    /// <summary>The deadline after which the move is legal: the ack deadline while an open slot has not answered at all.</summary>
    public static ulong Deadline(QueueTask task) =>
        (task.Open & ~(task.Acked | task.Precommitted)) != 0 ? task.AckDeadline : task.PrecommitDeadline;

    /// <summary>Open slots that missed their deadline.</summary>
    public static uint Late(QueueTask task, ulong now)
    {
        uint waiting = task.Open & ~task.Precommitted;
        return now > task.PrecommitDeadline ? waiting
            : now > task.AckDeadline ? waiting & ~task.Acked
            : 0;
    }
}
