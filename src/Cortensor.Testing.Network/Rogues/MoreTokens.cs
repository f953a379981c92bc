using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>A miner that declares more tokens than its result has.</summary>
/// <param name="inner">The chain.</param>
/// <param name="more">How many more.</param>
public sealed class MoreTokens(IQueueLedger inner, uint more) : QueueLedgerRelay
{
    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <inheritdoc/>
    public override Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) => inner.CommitAsync(task, slot, resultDigest, salt, promptTokens, outputTokens + more, cancellationToken);
}
