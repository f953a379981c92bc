using Cortensor.Primitives;

namespace Cortensor.Router;

/// <summary>The deployment this router works for.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Queue">Its SessionQueue: what nodes sign is bound to it.</param>
/// <param name="Contracts">All contracts by name, for people.</param>
public sealed record RouterNetwork(ulong ChainId, Address Queue, IReadOnlyDictionary<string, Address> Contracts);
