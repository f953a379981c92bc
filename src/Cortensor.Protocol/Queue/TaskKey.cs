using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>Names a task: tasks are counted within their session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Task">The task within it.</param>
public readonly record struct TaskKey(SessionId Session, TaskId Task)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Session}/{Task}";
}
