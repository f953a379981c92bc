using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Queue;

/// <summary>
/// A task's place in the router's line: its id, and the link of the hash chain it reveals. Good only while every place before it reaches
/// the chain.
/// </summary>
internal sealed class TaskReservation(TaskKey task, Hash32 reveal)
{
    public TaskKey Task { get; } = task;

    public Hash32 Reveal { get; } = reveal;

    /// <summary>Block of the submit; 0 before.</summary>
    public ulong Block { get; set; }
}
