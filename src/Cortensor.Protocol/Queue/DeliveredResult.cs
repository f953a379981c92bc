using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>What a delivery says: the result and the counts the miner charges for.</summary>
/// <param name="ResultDigest">sha-256 of the canonical result object.</param>
/// <param name="PromptTokens">Prompt tokens as the miner counts them.</param>
/// <param name="OutputTokens">Generated tokens as the result object lists them.</param>
public sealed record DeliveredResult(Hash32 ResultDigest, uint PromptTokens, uint OutputTokens);
