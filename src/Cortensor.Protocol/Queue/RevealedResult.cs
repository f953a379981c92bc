using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>What a commit says: the opening of a commitment and the counts the miner charges for.</summary>
/// <param name="ResultDigest">sha-256 of the canonical result object.</param>
/// <param name="Salt">The salt in the commitment.</param>
/// <param name="PromptTokens">Prompt tokens as the miner counts them.</param>
/// <param name="OutputTokens">Generated tokens as the result object lists them.</param>
public sealed record RevealedResult(Hash32 ResultDigest, Hash32 Salt, uint PromptTokens, uint OutputTokens);
