using Cortensor.Protocol.Payments;

namespace Cortensor.Protocol.Queue;

/// <summary>A task with its outcome, and where its money goes.</summary>
/// <param name="Task">The task.</param>
/// <param name="Settlement">To the wei.</param>
public sealed record EndedTask(QueueTask Task, TaskSettlement Settlement);
