using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>The session queue of a <see cref="MemoryChain"/>.</summary>
internal sealed class MemoryQueueLedger(MemoryChain chain, Address actor) : IQueueLedger
{
    private const ulong ReachableBlocks = 256;

    public Address Actor => actor;

    public Task<MoveResult> PostRouterChainAsync(Hash32 tip, CancellationToken cancellationToken) =>
        RunAsync(
            "postRouterChain",
            null,
            cancellationToken,
            move =>
            {
                RouterChain? chain = move.Network.RouterChains.GetValueOrDefault(actor);
                Ruling<RouterChain> posted = TaskTransitions.PostRouterChain(chain, move.Context, tip);
                return posted.Legal ? WithChain(move.State, posted.Value) : posted.Refusal;
            }
        );

    public Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return RunAsync("submit", submission.Task, cancellationToken, move => Submit(move, submission));
    }

    public Task<MoveResult> AssignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        MoveAsync(
            "assign",
            task,
            cancellationToken,
            (move, found) => TaskTransitions.Assign(found, move.Network.Parameters, move.Context, nodes, FactsOf(move, found))
        );

    public Task<MoveResult> ReassignAsync(TaskKey task, ImmutableArray<byte> nodes, CancellationToken cancellationToken) =>
        MoveAsync(
            "reassign",
            task,
            cancellationToken,
            (move, found) => TaskTransitions.Reassign(found, move.Network.Parameters, move.Context, nodes, FactsOf(move, found))
        );

    public Task<MoveResult> AckAsync(TaskKey task, byte slot, CancellationToken cancellationToken) =>
        MoveAsync("ack", task, cancellationToken, (move, found) => TaskTransitions.Ack(found, move.Network.Parameters, move.Context, slot));

    public Task<MoveResult> DeclineAsync(TaskKey task, byte slot, DeclineReason reason, CancellationToken cancellationToken) =>
        MoveAsync(
            "decline",
            task,
            cancellationToken,
            (move, found) => TaskTransitions.Decline(found, move.Network.Parameters, move.Context, slot)
        );

    public Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken) =>
        RunAsync(
            "precommit",
            task,
            cancellationToken,
            move =>
            {
                if (!move.Network.Tasks.TryGetValue(task, out QueueTask? found))
                {
                    return TaskRefusals.TaskNotFound(task);
                }

                TokenAmount balance = move.State.Account(actor);
                Ruling<QueueTask> ruling = TaskTransitions.Precommit(
                    found,
                    move.Network.Parameters,
                    move.Context,
                    slot,
                    commitment,
                    balance
                );
                if (!ruling.Legal)
                {
                    return ruling.Refusal;
                }

                TaskSlot bound = ruling.Value.Slots[slot] with { PrecommitTransaction = move.Transaction };
                return move
                    .State.WithAccount(actor, balance - bound.Bond)
                    .WithTask(ruling.Value with { Slots = ruling.Value.Slots.SetItem(slot, bound) });
            }
        );

    public Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            "commit",
            task,
            slot,
            cancellationToken,
            (move, found, proof) =>
            {
                RevealedResult result = new(resultDigest, salt, promptTokens, outputTokens);
                Hash32 expected = CommitmentOf(task, actor, resultDigest, salt);
                return TaskTransitions.Commit(found, move.Network.Parameters, move.Context, slot, result, expected, proof);
            }
        );

    public Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            "deliver",
            task,
            slot,
            cancellationToken,
            (move, found, proof) =>
            {
                DeliveredResult result = new(resultDigest, promptTokens, outputTokens);
                return TaskTransitions.Deliver(
                    found,
                    move.Network.Parameters,
                    move.Context,
                    slot,
                    result,
                    proof,
                    move.State.Account(actor)
                );
            }
        );

    public Task<MoveResult> CompleteAsync(TaskKey task, uint accepted, CancellationToken cancellationToken) =>
        EndAsync(
            "complete",
            task,
            cancellationToken,
            (move, found, facts) => TaskTransitions.Complete(found, move.Network.Parameters, move.Context, accepted, facts)
        );

    public Task<MoveResult> FailAsync(TaskKey task, FailReason reason, CancellationToken cancellationToken) =>
        EndAsync(
            "fail",
            task,
            cancellationToken,
            (move, found, facts) => TaskTransitions.Fail(found, move.Network.Parameters, move.Context, reason, facts)
        );

    public Hash32 CommitmentOf(TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        Commitment.Of(chain.Options.ChainId, chain.Options.Queue, task, miner, resultDigest, salt);

    private Ruling<ChainState> Submit(MemoryMove move, TaskSubmission submission)
    {
        SessionInfo? session = move.Network.Sessions.GetValueOrDefault(submission.Task.Session);
        SubmitFacts facts = new()
        {
            Authority = session is null
                ? null
                : new AuthorityFacts(
                    session,
                    () =>
                        TaskRequestTypedData.IsSignedBy(
                            session.Owner,
                            chain.SessionDomain,
                            session.Id,
                            submission.RequestDigest,
                            submission.MaxCost,
                            submission.Authority
                        ),
                    () => move.State.UsedNonces.Contains((session.Id, submission.Authority.Nonce))
                ),
            RouterChain = move.Network.RouterChains.GetValueOrDefault(actor),
            Price = session is null ? ModelPrice.Zero : move.Network.Prices.GetValueOrDefault(session.Config.ModelId, ModelPrice.Zero),
            Free = move.State.Balance(submission.Task.Session).Free,
            EligibleNode = index => session is null ? Address.Zero : SessionNodes.Eligible(session, move.Network.Nodes, index),
        };
        Ruling<SubmittedTask> ruling = TaskTransitions.Submit(submission, move.Network.Parameters, move.Context, facts);
        if (!ruling.Legal)
        {
            return ruling.Refusal;
        }

        SubmittedTask submitted = ruling.Value;
        SessionBalance balance = move.State.Balance(submission.Task.Session);
        SessionInfo authorized = submitted.Authorization.Session;
        ChainState state = move
            .State.WithSession(authorized with { TaskCount = authorized.TaskCount + 1 })
            .WithBalance(
                submission.Task.Session,
                new SessionBalance(balance.Free - submission.MaxCost, balance.Reserved + submission.MaxCost)
            )
            .WithTask(submitted.Task);
        state = submitted.RouterChain is null ? state : WithChain(state, submitted.RouterChain);
        return submitted.Authorization.UsedNonce is { } nonce
            ? state with
            {
                UsedNonces = state.UsedNonces.Add((authorized.Id, nonce)),
            }
            : state;
    }

    private AssignFacts FactsOf(MemoryMove move, QueueTask task)
    {
        SessionInfo session = move.Network.Sessions[task.Key.Session];
        bool reachable = task.SeedBlock != 0 && move.Context.Block - task.SeedBlock <= ReachableBlocks;
        Hash32 seedSource = chain.BlockHash(reachable ? task.SeedBlock : move.Context.Block - 1);
        return new AssignFacts(index => SessionNodes.Eligible(session, move.Network.Nodes, index), seedSource);
    }

    private Task<MoveResult> MoveAsync(
        string name,
        TaskKey key,
        CancellationToken cancellationToken,
        Func<MemoryMove, QueueTask, Ruling<QueueTask>> rule
    ) =>
        RunAsync(
            name,
            key,
            cancellationToken,
            move =>
            {
                if (!move.Network.Tasks.TryGetValue(key, out QueueTask? task))
                {
                    return TaskRefusals.TaskNotFound(key);
                }

                Ruling<QueueTask> ruling = rule(move, task);
                return ruling.Legal ? move.State.WithTask(ruling.Value) : ruling.Refusal;
            }
        );

    private Task<MoveResult> AnswerAsync(
        string name,
        TaskKey key,
        byte slot,
        CancellationToken cancellationToken,
        Func<MemoryMove, QueueTask, ProofKind, Ruling<AnsweredTask>> rule
    ) =>
        RunAsync(
            name,
            key,
            cancellationToken,
            move =>
            {
                if (!move.Network.Tasks.TryGetValue(key, out QueueTask? task))
                {
                    return TaskRefusals.TaskNotFound(key);
                }

                Ruling<AnsweredTask> ruling = rule(move, task, move.Network.Sessions[key.Session].Config.Proof);
                return ruling.Legal ? Answered(move, ruling.Value, task, slot) : ruling.Refusal;
            }
        );

    private ChainState Answered(MemoryMove move, AnsweredTask answered, QueueTask before, byte slot)
    {
        TaskSlot opened = answered.Task.Slots[slot] with { CommitTransaction = move.Transaction };
        QueueTask task = answered.Task with { Slots = answered.Task.Slots.SetItem(slot, opened) };

        // A delivery locks what a precommit would have locked before.
        TokenAmount locked = opened.Bond - before.Slots[slot].Bond;
        ChainState state = locked == TokenAmount.Zero ? move.State : move.State.WithAccount(actor, move.State.Account(actor) - locked);
        return answered.Settlement is null ? state.WithTask(task) : Settle(state, new EndedTask(task, answered.Settlement));
    }

    private Task<MoveResult> EndAsync(
        string name,
        TaskKey key,
        CancellationToken cancellationToken,
        Func<MemoryMove, QueueTask, EndFacts, Ruling<EndedTask>> rule
    ) =>
        RunAsync(
            name,
            key,
            cancellationToken,
            move =>
            {
                if (!move.Network.Tasks.TryGetValue(key, out QueueTask? task))
                {
                    return TaskRefusals.TaskNotFound(key);
                }

                SessionInfo session = move.Network.Sessions[key.Session];
                Ruling<EndedTask> ruling = rule(move, task, new EndFacts(session.Owner, session.Config.Proof));
                return ruling.Legal ? Settle(move.State, ruling.Value) : ruling.Refusal;
            }
        );

    private ChainState Settle(ChainState state, EndedTask ended)
    {
        QueueTask task = ended.Task;
        TaskSettlement settlement = ended.Settlement;
        SessionBalance balance = state.Balance(task.Key.Session);
        ChainState settled = state
            .WithTask(task)
            .WithBalance(task.Key.Session, new SessionBalance(balance.Free + settlement.Returned, balance.Reserved - task.Ceiling));
        foreach (SlotPayment payment in settlement.Payments)
        {
            settled = Credit(settled, payment.Miner, payment.Share + payment.Bond);
        }

        settled = Credit(settled, task.Router, settlement.RouterShare);
        return Credit(settled, chain.Options.Treasury, settlement.TreasuryShare);
    }

    private static ChainState Credit(ChainState state, Address account, TokenAmount amount) =>
        amount == TokenAmount.Zero ? state : state.WithAccount(account, state.Account(account) + amount);

    private ChainState WithChain(ChainState state, RouterChain posted) =>
        state with
        {
            Network = state.Network with { RouterChains = state.Network.RouterChains.SetItem(actor, posted) },
        };

    private Task<MoveResult> RunAsync(
        string name,
        TaskKey? task,
        CancellationToken cancellationToken,
        Func<MemoryMove, Ruling<ChainState>> move
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(chain.Execute(actor, name, task, move));
    }
}
