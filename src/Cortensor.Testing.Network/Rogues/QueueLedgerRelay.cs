using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>Passes every move on: what misbehaves overrides one or two of them.</summary>
public abstract class QueueLedgerRelay : IQueueLedger
{
    /// <inheritdoc/>
    public Address Actor => Inner.Actor;

    /// <summary>Where moves go.</summary>
    protected abstract IQueueLedger Inner { get; }

    /// <inheritdoc/>
    public virtual Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken) =>
        PassAsync("postRouterChain", ledger => ledger.PostRouterChainAsync(tip, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken) =>
        PassAsync("submit", ledger => ledger.SubmitAsync(submission, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        PassAsync("assign", ledger => ledger.AssignAsync(task, nodes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        PassAsync("reassign", ledger => ledger.ReassignAsync(task, nodes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken) =>
        PassAsync("ack", ledger => ledger.AckAsync(task, slot, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken) =>
        PassAsync("decline", ledger => ledger.DeclineAsync(task, slot, reason, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken) =>
        PassAsync("precommit", ledger => ledger.PrecommitAsync(task, slot, commitment, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        PassAsync(
            "commit",
            ledger => ledger.CommitAsync(task, slot, resultDigest, salt, promptTokens, outputTokens, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        PassAsync(
            "deliver",
            ledger => ledger.DeliverAsync(task, slot, resultDigest, promptTokens, outputTokens, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken) =>
        PassAsync("complete", ledger => ledger.CompleteAsync(task, accepted, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken) =>
        PassAsync("fail", ledger => ledger.FailAsync(task, reason, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        Inner.CommitmentOf(task, miner, resultDigest, salt);

    /// <summary>Every move that is not overridden, by the name that a task's steps have for it.</summary>
    protected virtual Task<MoveResult> PassAsync(
        string move,
        Func<IQueueLedger, Task<MoveResult>> making,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(making);
        return making(Inner);
    }

    /// <summary>Until the node that made the move is no more.</summary>
    protected static async Task<MoveResult> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new OperationCanceledException(cancellationToken);
    }
}
