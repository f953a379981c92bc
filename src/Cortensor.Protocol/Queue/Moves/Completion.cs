using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>The effects of a completion, by <c>complete</c> or by the last answer.</summary>
internal static class Completion
{
    /// <summary>The task paid.</summary>
    public static EndedTask Of(QueueTask task, uint accepted)
    {
        QueueTask completed = task with { Outcome = TaskState.Completed, Accepted = accepted };
        TaskSettlement settlement = TaskSettlement.OfCompletion(completed);
        return new EndedTask(
            completed with
            {
                Charged = settlement.Charged,
                Slots = [.. task.Slots.Select((slot, index) => slot with { Paid = settlement.PaidTo((byte)index) })],
            },
            settlement
        );
    }

    /// <summary>Pays a task without proof once every answer is in: nothing is left to judge or to wait for.</summary>
    public static AnsweredTask WhenLast(QueueTask task, ProofKind proof)
    {
        if (proof != ProofKind.None || task.Committed != task.Open)
        {
            return new AnsweredTask(task, null);
        }

        EndedTask ended = Of(task, task.Committed);
        return new AnsweredTask(ended.Task, ended.Settlement);
    }
}
