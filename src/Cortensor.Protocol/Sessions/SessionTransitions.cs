using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;

namespace Cortensor.Protocol.Sessions;

/// <summary>The life of a session: (session, move, facts) → session or refusal. Pure; the same machine in Solidity is <c>Session.sol</c>.</summary>
/// <remarks>A move of the owner checks existence, then the owner, then the state, then its own arguments.</remarks>
public static class SessionTransitions
{
    /// <summary>Create a session; ephemeral ones are filled from <paramref name="candidates"/> and activate when there are enough.</summary>
    /// <param name="id">The next number.</param>
    /// <param name="config">What is asked.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="router">The router whose turn it is; zero when there is none.</param>
    /// <param name="candidates">Eligible nodes of the pool, in the pool's order.</param>
    public static Ruling<SessionInfo> Create(
        SessionId id, SessionConfig config, MoveContext context, Address router, IEnumerable<PoolNode> candidates)
    {
        if (SessionConfigRules.Check(config) is Refusal refusal)
        {
            return refusal;
        }

        SessionInfo session = new() { Id = id, Owner = context.Caller, Config = config, Router = router };
        return config.Mode == SessionMode.Ephemeral ? Activate(AddAll(session, candidates), context) : session;
    }

    /// <summary>Anyone: add eligible nodes, and activate when there are enough.</summary>
    public static Ruling<SessionInfo> Fill(SessionInfo session, MoveContext context, IEnumerable<PoolNode> candidates)
    {
        ArgumentNullException.ThrowIfNull(session);
        return !IsAlive(session) ? UnexpectedState(session)
            : session.Config.Mode == SessionMode.Ephemeral ? Activate(AddAll(session, candidates), context)
            : Activate(session, context);
    }

    /// <summary>Owner: add an eligible node to a dedicated session.</summary>
    public static Ruling<SessionInfo> AddDedicatedNode(SessionInfo session, MoveContext context, Address address, PoolNode? node)
    {
        if (CheckDedicated(session, context) is Refusal refusal)
        {
            return refusal;
        }

        return session.Nodes.Contains(address) ? SessionRefusals.SessionNodeAlreadyListed(session.Id, address)
            : session.Nodes.Length >= session.Config.MaxNodes ? SessionRefusals.SessionNodeListFull(session.Id, session.Config.MaxNodes)
            : node is null || !SessionNodes.IsEligible(node, session.Config) ? SessionRefusals.SessionNodeNotEligible(session.Id, address)
            : Activate(session with { Nodes = session.Nodes.Add(address) }, context);
    }

    /// <summary>Owner: take a node off the list. Its index is never reused.</summary>
    public static Ruling<SessionInfo> RemoveDedicatedNode(SessionInfo session, MoveContext context, Address address)
    {
        if (CheckDedicated(session, context) is Refusal refusal)
        {
            return refusal;
        }

        int index = address.IsZero ? -1 : session.Nodes.IndexOf(address);
        return index < 0
            ? SessionRefusals.SessionNodeNotEligible(session.Id, address)
            : session with { Nodes = session.Nodes.SetItem(index, Address.Zero) };
    }

    /// <summary>Owner: choose another router.</summary>
    public static Ruling<SessionInfo> SetRouter(SessionInfo session, MoveContext context, Address router, bool routerHasRole) =>
        CheckOwner(session, context) is Refusal refusal ? refusal
        : !IsAlive(session) ? UnexpectedState(session)
        : !routerHasRole ? SessionRefusals.SessionNotARouter(router)
        : session with { Router = router };

    /// <summary>Owner: let a router spend up to <paramref name="perEpoch"/> of ceilings per epoch; zero takes it back.</summary>
    public static Ruling<SessionInfo> SetRouterAllowance(
        SessionInfo session, MoveContext context, Address router, bool routerHasRole, TokenAmount perEpoch) =>
        CheckOwner(session, context) is Refusal refusal ? refusal
        : perEpoch > TokenAmount.Zero && !routerHasRole ? SessionRefusals.SessionNotARouter(router)
        : session with
        {
            Allowances = perEpoch == TokenAmount.Zero ? session.Allowances.Remove(router) : session.Allowances.SetItem(router, perEpoch),
        };

    /// <summary>Owner: end the session.</summary>
    public static Ruling<SessionInfo> Close(SessionInfo session, MoveContext context) =>
        CheckOwner(session, context) is Refusal refusal ? refusal
        : !IsAlive(session) ? UnexpectedState(session)
        : session with { State = SessionState.Closed };

    /// <summary>Anyone: end a session whose time is over.</summary>
    public static Ruling<SessionInfo> Expire(SessionInfo session, MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.State != SessionState.Active
                ? SessionRefusals.SessionUnexpectedState(session.Id, session.State, SessionStates.Bit(SessionState.Active))
            : session.ExpiresAt == 0 || context.Now < session.ExpiresAt
                ? SessionRefusals.SessionNotExpiredYet(session.Id, session.ExpiresAt)
            : session with { State = SessionState.Expired };
    }

    private static Refusal? CheckOwner(SessionInfo session, MoveContext context)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Owner == context.Caller ? null : SessionRefusals.SessionCallerNotOwner(session.Id, context.Caller);
    }

    private static Refusal? CheckDedicated(SessionInfo session, MoveContext context) =>
        CheckOwner(session, context) is Refusal refusal ? refusal
        : !IsAlive(session) ? UnexpectedState(session)
        : session.Config.Mode != SessionMode.Dedicated ? SessionRefusals.SessionConfigInvalid("mode")
        : null;

    private static bool IsAlive(SessionInfo session) => (SessionStates.Alive & SessionStates.Bit(session.State)) != 0;

    private static Refusal UnexpectedState(SessionInfo session) =>
        SessionRefusals.SessionUnexpectedState(session.Id, session.State, SessionStates.Alive);

    private static SessionInfo AddAll(SessionInfo session, IEnumerable<PoolNode> candidates)
    {
        ImmutableArray<Address>.Builder nodes = session.Nodes.ToBuilder();
        foreach (PoolNode node in candidates)
        {
            if (nodes.Count < session.Config.MaxNodes && !nodes.Contains(node.Address))
            {
                nodes.Add(node.Address);
            }
        }

        return session with { Nodes = nodes.ToImmutable() };
    }

    private static SessionInfo Activate(SessionInfo session, MoveContext context) =>
        session.State == SessionState.Created && session.Nodes.Count(static node => !node.IsZero) >= session.Config.MinNodes
            ? session with
            {
                State = SessionState.Active,
                ExpiresAt = session.Config.ReservePeriod == 0 ? 0 : context.Now + session.Config.ReservePeriod,
            }
            : session;
}
