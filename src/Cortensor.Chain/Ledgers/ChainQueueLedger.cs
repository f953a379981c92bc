using System.Collections.Immutable;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Ledgers;

/// <summary>The session queue of the contract SessionQueue.</summary>
internal sealed class ChainQueueLedger(MoveSender moves, Address queue) : IQueueLedger
{
    /// <summary>Submits with an owner's signature need more gas than those without: above the longest node list.</summary>
    private const int SignedKind = 256;

    public Address Actor => moves.Actor;

    public Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.PostRouterChainCall(tip), cancellationToken);

    public Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        TaskAuthority authority = submission.Authority;
        ImmutableArray<byte> nodes = OrNone(submission.Nodes);
        // A reveal is checked against the one before it, a task's id against the task before it.
        return moves.MoveInLineAsync(
            queue,
            new SessionQueueContract.SubmitCall(
                new SessionQueueContract.TaskSubmission(
                    submission.Task.Session.Value,
                    submission.Task.Task.Value,
                    submission.RequestDigest,
                    submission.MaxCost.Wei,
                    submission.MaxTokens,
                    submission.RouterReveal,
                    nodes,
                    new SessionQueueContract.Authority(authority.Nonce, authority.Expiry, authority.Signature.ToArray()),
                    submission.ClientReference
                )
            ),
            nodes.Length + (authority.Signature.IsEmpty ? 0 : SignedKind),
            cancellationToken
        );
    }

    public Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.AssignCall(task.Session.Value, task.Task.Value, OrNone(nodes)), cancellationToken);

    public Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.ReassignCall(task.Session.Value, task.Task.Value, OrNone(nodes)), cancellationToken);

    public Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.AckCall(task.Session.Value, task.Task.Value, slot), cancellationToken);

    public Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.DeclineCall(task.Session.Value, task.Task.Value, slot, (byte)reason), cancellationToken);

    public Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.PrecommitCall(task.Session.Value, task.Task.Value, slot, commitment), cancellationToken);

    public Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        MoveAsync(
            new SessionQueueContract.CommitCall(task.Session.Value, task.Task.Value, slot, resultDigest, salt, promptTokens, outputTokens),
            cancellationToken
        );

    public Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        MoveAsync(
            new SessionQueueContract.DeliverCall(task.Session.Value, task.Task.Value, slot, resultDigest, promptTokens, outputTokens),
            cancellationToken
        );

    public Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.CompleteCall(task.Session.Value, task.Task.Value, accepted), cancellationToken);

    public Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken) =>
        MoveAsync(new SessionQueueContract.FailCall(task.Session.Value, task.Task.Value, (byte)reason), cancellationToken);

    public Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        Commitment.Of(moves.ChainId, queue, task, miner, resultDigest, salt);

    private static ImmutableArray<byte> OrNone(ImmutableArray<byte> nodes) => nodes.IsDefault ? [] : nodes;

    private Task<MoveResult> MoveAsync(IContractCall call, CancellationToken cancellationToken) =>
        moves.MoveAsync(queue, call, cancellationToken);
}
