using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>
/// A miner to whom another's result was betrayed before anybody was bound: it binds itself to that digest with a salt of its own, and opens
/// it.
/// </summary>
/// <inheritdoc cref="Copier"/>
public sealed class CopiedResult(
    IQueueLedger inner,
    INetworkView view,
    byte victim,
    Func<TaskKey, CancellationToken, Task<Hash32>> betrayed
) : Copier(inner, view, victim)
{
    private static readonly Hash32 Salt = Keccak256.HashText("the copier's salt");

    /// <inheritdoc/>
    protected override async Task<Hash32> BindAsync(TaskKey task, CancellationToken cancellationToken) =>
        Inner.CommitmentOf(task, Actor, await betrayed(task, cancellationToken), Salt);

    /// <inheritdoc/>
    protected override async Task<MoveResult> OpenAsync(TaskKey task, byte slot, CancellationToken cancellationToken)
    {
        TaskSlot other = await VictimAsync(task, static other => !other.ResultDigest.IsZero, cancellationToken);
        return await Inner.CommitAsync(task, slot, other.ResultDigest, Salt, other.PromptTokens, other.OutputTokens, cancellationToken);
    }
}
