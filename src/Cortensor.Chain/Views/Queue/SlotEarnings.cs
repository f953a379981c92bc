using System.Collections.Immutable;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Views.Queue;

/// <summary>What the slots of a completed task were paid.</summary>
internal static class SlotEarnings
{
    /// <summary>The task's slots with their earnings, which the payment module tells just before in the same transaction.</summary>
    /// <remarks>
    /// It names accounts, not slots, in order of the committed slots; only a slot that gets nothing at all is left out. So each event
    /// belongs to the next committed slot of its account.
    /// </remarks>
    public static ImmutableArray<TaskSlot> Of(QueueTask task, Address payment, ViewEvent completion)
    {
        ImmutableArray<TaskSlot>.Builder slots = task.Slots.ToBuilder();
        int next = 0;
        foreach (SessionPaymentContract.NodePaid paid in PaymentsOf(task.Key, payment, completion))
        {
            while ((task.Committed & (1u << next)) == 0 || slots[next].Miner != paid.Node)
            {
                next++;
            }

            slots[next] = slots[next] with { Paid = paid.Amount.ToAmount() };
            next++;
        }

        return slots.ToImmutable();
    }

    private static IEnumerable<SessionPaymentContract.NodePaid> PaymentsOf(TaskKey task, Address payment, ViewEvent completion)
    {
        foreach (Rpc.LogEntry log in completion.Block)
        {
            if (
                log.TransactionHash == completion.Log.TransactionHash
                && log.Contract == payment
                && log.Is(out SessionPaymentContract.NodePaid? paid)
                && paid.SessionId == task.Session.Value
                && paid.TaskId == task.Task.Value
            )
            {
                yield return paid;
            }
        }
    }
}
