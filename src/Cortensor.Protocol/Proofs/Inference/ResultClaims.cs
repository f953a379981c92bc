using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>What a stored result object says of itself; the roles fill it from the canonical object.</summary>
/// <param name="Digest">sha-256 of the bytes that were fetched.</param>
/// <param name="Task">The task it names.</param>
/// <param name="Miner">The miner it names; null when it names none.</param>
/// <param name="PromptTokens">Its prompt token count.</param>
/// <param name="OutputTokens">How many tokens it lists.</param>
/// <param name="Text">Its text; null when it has none.</param>
public sealed record ResultClaims(Hash32 Digest, TaskKey Task, Address? Miner, uint PromptTokens, uint OutputTokens, string? Text);
