using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;

namespace Cortensor.Testing.Conformance;

// The moves of the session queue.
public abstract partial record LedgerMove
{
    /// <summary>A move on one task.</summary>
    public abstract record OnTask(int Actor, TaskKey Task) : LedgerMove(Actor);

    /// <summary>Post the tip of a hash chain.</summary>
    public sealed record PostRouterChain(int Actor, Hash32 Tip) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.PostRouterChainAsync(Tip, cancellationToken);
    }

    /// <summary>Queue a task.</summary>
    public sealed record Submit(
        int Actor,
        TaskKey Task,
        Hash32 RequestDigest,
        TokenAmount MaxCost,
        uint MaxTokens,
        Hash32 Reveal,
        NodeList Nodes,
        AuthorityPlan Authority
    ) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override async Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken)
        {
            TaskAuthority authority = await Authority.SignAsync(world, Task.Session, RequestDigest, cancellationToken);
            TaskSubmission submission = new(
                Task,
                RequestDigest,
                MaxCost,
                MaxTokens,
                Reveal,
                Nodes.Indexes,
                authority,
                ClientReference: RequestDigest
            );
            return await actor.Queue.SubmitAsync(submission, cancellationToken);
        }
    }

    /// <summary>Fill empty slots.</summary>
    public sealed record Assign(int Actor, TaskKey Task, NodeList Nodes) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.AssignAsync(Task, Nodes.Indexes, cancellationToken);
    }

    /// <summary>Close late slots and fill the empty ones.</summary>
    public sealed record Reassign(int Actor, TaskKey Task, NodeList Nodes) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.ReassignAsync(Task, Nodes.Indexes, cancellationToken);
    }

    /// <summary>Working on it.</summary>
    public sealed record Ack(int Actor, TaskKey Task, byte Slot) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.AckAsync(Task, Slot, cancellationToken);
    }

    /// <summary>Cannot do it.</summary>
    public sealed record Decline(int Actor, TaskKey Task, byte Slot, DeclineReason Reason) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.DeclineAsync(Task, Slot, Reason, cancellationToken);
    }

    /// <summary>Bind to a result, or to nothing.</summary>
    public sealed record Precommit(int Actor, TaskKey Task, byte Slot, Hash32 Digest, Hash32 Salt, bool Empty) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken)
        {
            Hash32 commitment = Empty ? Hash32.Zero : actor.Queue.CommitmentOf(Task, actor.Queue.Actor, Digest, Salt);
            return actor.Queue.PrecommitAsync(Task, Slot, commitment, cancellationToken);
        }
    }

    /// <summary>Open the commitment.</summary>
    public sealed record Commit(int Actor, TaskKey Task, byte Slot, Hash32 Digest, Hash32 Salt, uint PromptTokens, uint OutputTokens)
        : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.CommitAsync(Task, Slot, Digest, Salt, PromptTokens, OutputTokens, cancellationToken);
    }

    /// <summary>The only answer wanted, in one move.</summary>
    public sealed record Deliver(int Actor, TaskKey Task, byte Slot, Hash32 Digest, uint PromptTokens, uint OutputTokens)
        : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.DeliverAsync(Task, Slot, Digest, PromptTokens, OutputTokens, cancellationToken);
    }

    /// <summary>Pay.</summary>
    public sealed record Complete(int Actor, TaskKey Task, uint Accepted) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.CompleteAsync(Task, Accepted, cancellationToken);
    }

    /// <summary>Refund.</summary>
    public sealed record Fail(int Actor, TaskKey Task, FailReason Reason) : OnTask(Actor, Task)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Queue.FailAsync(Task, Reason, cancellationToken);
    }
}
