using Cortensor.Protocol.Payments;

namespace Cortensor.Protocol.Queue;

/// <summary>A task with one more answer.</summary>
/// <param name="Task">The task, completed when this was the last answer that a task without proof waited for.</param>
/// <param name="Settlement">To the wei when it was, else null.</param>
public sealed record AnsweredTask(QueueTask Task, TaskSettlement? Settlement);
