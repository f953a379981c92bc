using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// The session queue's state machine: (task, move, facts) → task or refusal, in the order of checks of decision 0001. Pure: no clock, no
/// I/O. The same machine in Solidity is <c>SessionQueue.sol</c>; both play the same moves in the conformance kit.
/// </summary>
/// <remarks>One file per move in <c>Moves/</c>. <c>TaskNotFound</c> is the caller's answer when it has no task to give.</remarks>
public static class TaskTransitions
{
    /// <summary>Router: post the tip of a hash chain.</summary>
    public static Ruling<RouterChain> PostRouterChain(RouterChain? chain, MoveContext context, Hash32 tip) =>
        RouterChains.Post(chain, context, tip);

    /// <summary>Queue a task.</summary>
    public static Ruling<SubmittedTask> Submit(
        TaskSubmission submission,
        QueueParameters parameters,
        MoveContext context,
        SubmitFacts facts
    ) => Moves.Submit.Apply(submission, parameters, context, facts);

    /// <summary>Fill empty slots.</summary>
    public static Ruling<QueueTask> Assign(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        ImmutableArray<byte> nodes,
        AssignFacts facts
    ) => Moves.Assign.Apply(task, parameters, context, nodes, facts);

    /// <summary>Close late slots and fill the empty ones.</summary>
    public static Ruling<QueueTask> Reassign(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        ImmutableArray<byte> nodes,
        AssignFacts facts
    ) => Moves.Reassign.Apply(task, parameters, context, nodes, facts);

    /// <summary>Assigned miner: working on it.</summary>
    public static Ruling<QueueTask> Ack(QueueTask task, QueueParameters parameters, MoveContext context, byte slot) =>
        Moves.Ack.Apply(task, parameters, context, slot);

    /// <summary>Assigned miner: cannot do it.</summary>
    public static Ruling<QueueTask> Decline(QueueTask task, QueueParameters parameters, MoveContext context, byte slot) =>
        Moves.Decline.Apply(task, parameters, context, slot);

    /// <summary>Assigned miner: bind to a result. The bond in the slot is to be locked from <paramref name="accountBalance"/>.</summary>
    public static Ruling<QueueTask> Precommit(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        Hash32 commitment,
        TokenAmount accountBalance
    ) => Moves.Precommit.Apply(task, parameters, context, slot, commitment, accountBalance);

    /// <summary>
    /// Precommitted miner: open the commitment, which must be <paramref name="expectedCommitment"/> (<see cref="Commitment.Of"/>). The last
    /// answer to a task whose session asks for no proof pays it.
    /// </summary>
    public static Ruling<AnsweredTask> Commit(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        RevealedResult result,
        Hash32 expectedCommitment,
        ProofKind proof
    ) => Moves.Commit.Apply(task, parameters, context, slot, result, expectedCommitment, proof);

    /// <summary>
    /// Assigned miner of a task that wants one answer: the result in one move. The bond in the slot, if any, is to be locked from
    /// <paramref name="accountBalance"/>.
    /// </summary>
    public static Ruling<AnsweredTask> Deliver(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        byte slot,
        DeliveredResult result,
        ProofKind proof,
        TokenAmount accountBalance
    ) => Moves.Deliver.Apply(task, parameters, context, slot, result, proof, accountBalance);

    /// <summary>Pay the accepted slots.</summary>
    public static Ruling<EndedTask> Complete(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        uint accepted,
        EndFacts facts
    ) => Moves.Complete.Apply(task, parameters, context, accepted, facts);

    /// <summary>Refund a task that has no legal way on.</summary>
    public static Ruling<EndedTask> Fail(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        FailReason reason,
        EndFacts facts
    ) => Moves.Fail.Apply(task, parameters, context, reason, facts);
}
