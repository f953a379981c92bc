using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>A task as every driver can see it: the contract's <c>TaskView</c>. Records compare by value and print themselves.</summary>
/// <remarks>The seed block is only there or not: the chains began at different heights.</remarks>
public sealed record TaskView(
    TaskState State,
    Address Router,
    ulong CreatedAt,
    byte Redundancy,
    byte Round,
    uint MaxTokens,
    TokenAmount Ceiling,
    ulong InputPrice,
    ulong OutputPrice,
    bool HasSeedBlock,
    uint Open,
    uint Acked,
    uint Precommitted,
    uint Committed,
    ulong AckDeadline,
    ulong PrecommitDeadline,
    ulong CommitDeadline,
    string SlotNodes
)
{
    /// <summary>What a reader sees of the task.</summary>
    public static TaskView Of(QueueTask task, QueueParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new TaskView(
            TaskStates.Of(task, parameters),
            task.Router,
            task.CreatedAt,
            task.Redundancy,
            task.Round,
            task.MaxTokens,
            task.Ceiling,
            task.InputPrice,
            task.OutputPrice,
            task.SeedBlock != 0,
            task.Open,
            task.Acked,
            task.Precommitted,
            task.Committed,
            task.AckDeadline,
            task.PrecommitDeadline,
            task.CommitDeadline,
            string.Join(' ', task.Slots.Select(static slot => slot.Node))
        );
    }
}
