using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Steps (5) to (7) and the effects of assign, shared by submit, assign and reassign.</summary>
internal static class Assignment
{
    public static Ruling<QueueTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        ImmutableArray<byte> nodes,
        Func<byte, Address> eligibleNode
    )
    {
        if (task.Round >= parameters.MaxRounds)
        {
            return TaskRefusals.TaskRoundsExhausted(task.Key);
        }

        int vacancies = TaskStates.Vacancies(task);
        if (nodes.Length < 1 || nodes.Length > vacancies || task.Slots.Length + nodes.Length > TaskStates.MaxSlots)
        {
            return TaskRefusals.TaskNodeCountOutOfRange(task.Key, nodes.Length, vacancies);
        }

        ImmutableArray<TaskSlot>.Builder slots = task.Slots.ToBuilder();
        uint open = task.Open;
        foreach (byte node in nodes)
        {
            Address miner = eligibleNode(node);
            if (miner.IsZero || slots.Any(slot => slot.Node == node))
            {
                return TaskRefusals.TaskNodeNotEligible(task.Key, node);
            }

            open |= Gate.Bit((byte)slots.Count);
            slots.Add(new TaskSlot(node, miner));
        }

        return task with
        {
            Round = (byte)(task.Round + 1),
            Slots = slots.ToImmutable(),
            Open = open,
            AckDeadline = context.Now + parameters.AckWindow,
            PrecommitDeadline = context.Now + PrecommitTime(task.MaxTokens, parameters),
            CommitDeadline = 0,
        };
    }

    private static ulong PrecommitTime(uint maxTokens, QueueParameters parameters) =>
        parameters.PrecommitBase + (((ulong)maxTokens + parameters.MinTokensPerSecond - 1) / parameters.MinTokensPerSecond);
}
