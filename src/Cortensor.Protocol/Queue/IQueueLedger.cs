using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// The moves of the session queue, made in the name of <see cref="Actor"/>. Reading goes through <see cref="INetworkView"/>.
/// </summary>
/// <remarks>
/// A move returns when it is in a block. Its effect is in the view at the latest when the view's head reaches that block.
/// </remarks>
public interface IQueueLedger
{
    /// <summary>In whose name the moves are made.</summary>
    Address Actor { get; }

    /// <summary>Router: post the tip of a hash chain.</summary>
    Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken);

    /// <summary>
    /// Queue a task. Submits of one actor take effect in the order of the calls and need not wait for each other: each may build on the one
    /// before (its reveal, its id). One that is refused takes along those behind that build on it, each with a refusal of its own.
    /// </summary>
    Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken);

    /// <summary>Fill empty slots.</summary>
    Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken);

    /// <summary>Close late slots and fill the empty ones.</summary>
    Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken);

    /// <summary>Assigned miner: working on it.</summary>
    Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken);

    /// <summary>Assigned miner: cannot do it.</summary>
    Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken);

    /// <summary>Assigned miner: bind to a result.</summary>
    Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken);

    /// <summary>Precommitted miner: open the commitment. Without proof the last commit of the set completes the task.</summary>
    Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    );

    /// <summary>Assigned miner of a task that wants one answer: the result in one move. Without proof it completes the task.</summary>
    Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    );

    /// <summary>Pay the accepted slots.</summary>
    Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken);

    /// <summary>Refund a task that has no legal way on.</summary>
    Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken);

    /// <summary>The commitment this queue expects for a result: binds chain, contract, task, miner, digest and salt.</summary>
    Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt);
}
