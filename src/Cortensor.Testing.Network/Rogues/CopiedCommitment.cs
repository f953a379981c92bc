using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>A miner that binds itself to the hash another has on chain, and tries to open it with what the other revealed.</summary>
/// <inheritdoc cref="Copier"/>
public sealed class CopiedCommitment(IQueueLedger inner, INetworkView view, byte victim) : Copier(inner, view, victim)
{
    private static readonly Hash32 Salt = Keccak256.HashText("the copier's salt");

    /// <inheritdoc/>
    protected override async Task<Hash32> BindAsync(TaskKey task, CancellationToken cancellationToken) =>
        (await VictimAsync(task, static other => !other.Commitment.IsZero, cancellationToken)).Commitment;

    /// <inheritdoc/>
    protected override async Task<MoveResult> OpenAsync(TaskKey task, byte slot, CancellationToken cancellationToken)
    {
        TaskSlot other = await VictimAsync(task, static other => !other.ResultDigest.IsZero, cancellationToken);
        return await Inner.CommitAsync(task, slot, other.ResultDigest, Salt, other.PromptTokens, other.OutputTokens, cancellationToken);
    }
}
