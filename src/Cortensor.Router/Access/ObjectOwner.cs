using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Access;

/// <summary>Whose an object is.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Miner">Who made it; null for the request.</param>
internal sealed record ObjectOwner(TaskKey Task, Address? Miner);
