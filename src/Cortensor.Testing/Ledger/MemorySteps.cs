using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Ledger;

/// <summary>The steps of a task on a <see cref="MemoryChain"/>, as a reader of the contracts' events would list them.</summary>
internal static class MemorySteps
{
    private const string Assign = "assign";
    private const string Reassign = "reassign";

    /// <summary>The state after a move with the move added to its task's steps.</summary>
    public static ChainState Add(ChainState before, ChainState after, TaskKey key, string move, Hash32 transaction)
    {
        QueueTask task = after.Network.Tasks[key];
        ChainHead head = after.Network.Head;
        string told = move == Reassign && !ClosesSlots(before.Network.Tasks[key], task) ? Assign : move;
        return after.WithTask(task with { Steps = task.Steps.Add(new TaskStep(told, transaction, head.Number, head.Timestamp)) });
    }

    private static bool ClosesSlots(QueueTask before, QueueTask after) => (before.Open & ~after.Open) != 0;
}
