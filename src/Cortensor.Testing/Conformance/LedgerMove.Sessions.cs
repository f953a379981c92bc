using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;

namespace Cortensor.Testing.Conformance;

// The moves of sessions, money and the pool. Accounts are named by index, so that no address stands in a trace.
public abstract partial record LedgerMove
{
    /// <summary>A move on one session.</summary>
    public abstract record OnSession(int Actor, SessionId Session) : LedgerMove(Actor);

    /// <summary>Create a session.</summary>
    public sealed record CreateSession(int Actor, SessionConfig Config) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override async Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken)
        {
            (MoveResult result, _) = await actor.Sessions.CreateAsync(Config, cancellationToken);
            return result;
        }
    }

    /// <summary>Add eligible nodes.</summary>
    public sealed record Fill(int Actor, SessionId Session) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Sessions.FillAsync(Session, cancellationToken);
    }

    /// <summary>Add a node to a dedicated session, or take one off.</summary>
    public sealed record ListNode(int Actor, SessionId Session, int Node, bool Add) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            Add
                ? actor.Sessions.AddDedicatedNodeAsync(Session, world[Node], cancellationToken)
                : actor.Sessions.RemoveDedicatedNodeAsync(Session, world[Node], cancellationToken);
    }

    /// <summary>Choose another router.</summary>
    public sealed record SetRouter(int Actor, SessionId Session, int Router) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Sessions.SetRouterAsync(Session, world[Router], cancellationToken);
    }

    /// <summary>Let a router spend.</summary>
    public sealed record SetAllowance(int Actor, SessionId Session, int Router, TokenAmount PerEpoch) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Sessions.SetRouterAllowanceAsync(Session, world[Router], PerEpoch, cancellationToken);
    }

    /// <summary>End a session, by its owner or by time.</summary>
    public sealed record End(int Actor, SessionId Session, bool ByTime) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            ByTime ? actor.Sessions.ExpireAsync(Session, cancellationToken) : actor.Sessions.CloseAsync(Session, cancellationToken);
    }

    /// <summary>Add COR to a session.</summary>
    public sealed record Deposit(int Actor, SessionId Session, TokenAmount Amount) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Payments.DepositAsync(Session, Amount, cancellationToken);
    }

    /// <summary>Take COR out of a session.</summary>
    public sealed record Withdraw(int Actor, SessionId Session, TokenAmount Amount) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Payments.WithdrawAsync(Session, Amount, cancellationToken);
    }

    /// <summary>Start the delay of a withdrawal, or call it off.</summary>
    public sealed record PlanWithdraw(int Actor, SessionId Session, bool Cancel) : OnSession(Actor, Session)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            Cancel
                ? actor.Payments.CancelWithdrawAsync(Session, cancellationToken)
                : actor.Payments.RequestWithdrawAsync(Session, cancellationToken);
    }

    /// <summary>Add COR to an account.</summary>
    public sealed record DepositAccount(int Actor, int Account, TokenAmount Amount) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Payments.DepositAccountAsync(world[Account], Amount, cancellationToken);
    }

    /// <summary>Take COR out of the actor's account.</summary>
    public sealed record WithdrawAccount(int Actor, TokenAmount Amount) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Payments.WithdrawAccountAsync(Amount, cancellationToken);
    }

    /// <summary>Announce a node that offers the setup's models up to a number.</summary>
    public sealed record Register(int Actor, ushort Slots, int Models) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(world);
            return actor.Pool.RegisterAsync(Slots, [.. world.Setup.Models.Take(Models)], cancellationToken);
        }
    }

    /// <summary>Move a node to another state.</summary>
    public sealed record SetNodeState(int Actor, int Node, PoolState State) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Pool.SetStateAsync(world[Node], State, cancellationToken);
    }

    /// <summary>Set a node's level.</summary>
    public sealed record SetNodeLevel(int Actor, int Node, byte Level) : LedgerMove(Actor)
    {
        /// <inheritdoc/>
        public override Task<MoveResult> PlayAsync(LedgerActor actor, MoveWorld world, CancellationToken cancellationToken) =>
            actor.Pool.SetLevelAsync(world[Node], Level, cancellationToken);
    }
}
