using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;

namespace Cortensor.Protocol.Sessions;

/// <summary>
/// The life of a session: (session, move, facts) → session or refusal. Pure; the same machine in Solidity is <c>Session.sol</c>.
/// </summary>
/// <remarks>Every move checks existence (the caller of the rule does), the state, the owner, then its own arguments.</remarks>
public static class SessionTransitions
{
    /// <summary>Highest allowance an epoch can have, 2^112 − 1 wei; more counts as that.</summary>
    public static TokenAmount MaxAllowance { get; } = new((UInt128.One << 112) - 1);

    /// <summary>Create a session; ephemeral ones are filled and activate when there are enough nodes.</summary>
    /// <param name="id">The next number.</param>
    /// <param name="config">What is asked.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="router">The router whose turn it is; zero when there is none.</param>
    /// <param name="pool">All nodes.</param>
    /// <param name="candidates">The first <c>maxNodes</c> eligible nodes in the pool's order; asked only for an ephemeral session.</param>
    public static Ruling<SessionInfo> Create(
        SessionId id,
        SessionConfig config,
        MoveContext context,
        Address router,
        ImmutableDictionary<Address, PoolNode> pool,
        Func<SessionInfo, IEnumerable<Address>> candidates
    )
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (SessionConfigRules.Check(config) is Refusal refusal)
        {
            return refusal;
        }

        SessionInfo session = new()
        {
            Id = id,
            Owner = context.Caller,
            Config = config,
            Router = router,
        };
        return config.Mode == SessionMode.Ephemeral ? Activate(AddAll(session, candidates(session)), context, pool) : session;
    }

    /// <summary>Anyone: add eligible nodes to an ephemeral session, and activate when there are enough.</summary>
    public static Ruling<SessionInfo> Fill(
        SessionInfo session,
        MoveContext context,
        ImmutableDictionary<Address, PoolNode> pool,
        Func<SessionInfo, IEnumerable<Address>> candidates
    )
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return CheckState(session, SessionStates.Alive) is Refusal refusal ? refusal
            : session.Config.Mode != SessionMode.Ephemeral ? SessionRefusals.SessionConfigInvalid("mode")
            : Activate(AddAll(session, candidates(session)), context, pool);
    }

    /// <summary>Owner: add an eligible node to a dedicated session.</summary>
    public static Ruling<SessionInfo> AddDedicatedNode(
        SessionInfo session,
        MoveContext context,
        ImmutableDictionary<Address, PoolNode> pool,
        Address address
    )
    {
        ArgumentNullException.ThrowIfNull(pool);
        return CheckDedicated(session, context) is Refusal refusal ? refusal
            : !IsEligible(session, pool, address) ? SessionRefusals.SessionNodeNotEligible(session.Id, address)
            : session.Nodes.Contains(address) ? SessionRefusals.SessionNodeAlreadyListed(session.Id, address)
            : session.Nodes.Length >= session.Config.MaxNodes ? SessionRefusals.SessionNodeListFull(session.Id, session.Config.MaxNodes)
            : Activate(session with { Nodes = session.Nodes.Add(address) }, context, pool);
    }

    /// <summary>Owner: take a node off the list of a dedicated session. Its index is never reused.</summary>
    public static Ruling<SessionInfo> RemoveDedicatedNode(SessionInfo session, MoveContext context, Address address)
    {
        if (CheckDedicated(session, context) is Refusal refusal)
        {
            return refusal;
        }

        int index = address.IsZero ? -1 : session.Nodes.IndexOf(address);
        return index < 0
            ? SessionRefusals.SessionNodeNotEligible(session.Id, address)
            : session with
            {
                Nodes = session.Nodes.SetItem(index, Address.Zero),
            };
    }

    /// <summary>Owner: choose another router.</summary>
    public static Ruling<SessionInfo> SetRouter(SessionInfo session, MoveContext context, Address router, bool routerHasRole) =>
        CheckOwned(session, context, SessionStates.Alive) is Refusal refusal ? refusal
        : !routerHasRole ? SessionRefusals.SessionNotARouter(router)
        : session with { Router = router };

    /// <summary>
    /// Owner, in any state: let a router spend up to <paramref name="perEpoch"/> of ceilings per epoch; zero takes it back.
    /// </summary>
    public static Ruling<SessionInfo> SetRouterAllowance(
        SessionInfo session,
        MoveContext context,
        Address router,
        bool routerHasRole,
        TokenAmount perEpoch
    ) =>
        CheckOwned(session, context, SessionStates.All) is Refusal refusal ? refusal
        : perEpoch > TokenAmount.Zero && !routerHasRole ? SessionRefusals.SessionNotARouter(router)
        : session with
        {
            Allowances =
                perEpoch == TokenAmount.Zero
                    ? session.Allowances.Remove(router)
                    : session.Allowances.SetItem(router, TokenAmount.Min(perEpoch, MaxAllowance)),
        };

    /// <summary>Owner: end the session.</summary>
    public static Ruling<SessionInfo> Close(SessionInfo session, MoveContext context) =>
        CheckOwned(session, context, SessionStates.Alive) is Refusal refusal ? refusal : session with { State = SessionState.Closed };

    /// <summary>Anyone: end a session whose time is over.</summary>
    public static Ruling<SessionInfo> Expire(SessionInfo session, MoveContext context) =>
        CheckState(session, SessionStates.Bit(SessionState.Active)) is Refusal refusal ? refusal
        : session.ExpiresAt == 0 || context.Now < session.ExpiresAt ? SessionRefusals.SessionNotExpiredYet(session.Id, session.ExpiresAt)
        : session with { State = SessionState.Expired };

    private static Refusal? CheckState(SessionInfo session, byte allowed)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (allowed & SessionStates.Bit(session.State)) != 0
            ? null
            : SessionRefusals.SessionUnexpectedState(session.Id, session.State, allowed);
    }

    private static Refusal? CheckOwned(SessionInfo session, MoveContext context, byte allowed) =>
        CheckState(session, allowed)
        ?? (session.Owner == context.Caller ? null : SessionRefusals.SessionCallerNotOwner(session.Id, context.Caller));

    private static Refusal? CheckDedicated(SessionInfo session, MoveContext context) =>
        CheckOwned(session, context, SessionStates.Alive)
        ?? (session.Config.Mode == SessionMode.Dedicated ? null : SessionRefusals.SessionConfigInvalid("mode"));

    private static bool IsEligible(SessionInfo session, ImmutableDictionary<Address, PoolNode> pool, Address address) =>
        pool.TryGetValue(address, out PoolNode? node) && SessionNodes.IsEligible(node, session.Config);

    private static SessionInfo AddAll(SessionInfo session, IEnumerable<Address> candidates)
    {
        ImmutableArray<Address>.Builder nodes = session.Nodes.ToBuilder();
        foreach (Address candidate in candidates)
        {
            if (nodes.Count < session.Config.MaxNodes && !nodes.Contains(candidate))
            {
                nodes.Add(candidate);
            }
        }

        return session with
        {
            Nodes = nodes.ToImmutable(),
        };
    }

    // Active needs minNodes nodes that are eligible now, not merely listed.
    private static SessionInfo Activate(SessionInfo session, MoveContext context, ImmutableDictionary<Address, PoolNode> pool) =>
        session.State == SessionState.Created && session.Nodes.Count(node => IsEligible(session, pool, node)) >= session.Config.MinNodes
            ? session with
            {
                State = SessionState.Active,
                ExpiresAt = session.Config.ReservePeriod == 0 ? 0 : context.Now + session.Config.ReservePeriod,
            }
            : session;
}
