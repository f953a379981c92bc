using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>One miner's part in a task.</summary>
/// <param name="Node">Index into the session's node list.</param>
/// <param name="Miner">The miner's address.</param>
/// <param name="Commitment">What it precommitted; zero before.</param>
/// <param name="Bond">Wei of bond locked by the precommit.</param>
/// <param name="ResultDigest">sha-256 of its result object; zero before the commit.</param>
/// <param name="PromptTokens">Prompt tokens it declared at commit.</param>
/// <param name="OutputTokens">Generated tokens it declared at commit.</param>
public sealed record TaskSlot(
    byte Node,
    Address Miner,
    Hash32 Commitment = default,
    TokenAmount Bond = default,
    Hash32 ResultDigest = default,
    uint PromptTokens = 0,
    uint OutputTokens = 0
)
{
    /// <summary>Transaction of the precommit, for those who show provenance; zero before.</summary>
    public Hash32 PrecommitTransaction { get; init; }

    /// <summary>Transaction of the commit; zero before.</summary>
    public Hash32 CommitTransaction { get; init; }

    /// <summary>What the slot was paid at completion.</summary>
    public TokenAmount Paid { get; init; }
}
