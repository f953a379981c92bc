using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>What a submit changes.</summary>
/// <param name="Task">The new task; its ceiling is to be reserved.</param>
/// <param name="Authorization">The session after its authority was used.</param>
/// <param name="RouterChain">The router's chain after the reveal; null when the owner submitted.</param>
public sealed record SubmittedTask(QueueTask Task, Authorization Authorization, RouterChain? RouterChain);
