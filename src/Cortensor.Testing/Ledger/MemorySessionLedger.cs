using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>The sessions of a <see cref="MemoryChain"/>.</summary>
internal sealed class MemorySessionLedger(MemoryChain chain, Address actor) : ISessionLedger
{
    public Address Actor => actor;

    public Task<(MoveResult Result, SessionId Session)> CreateAsync(SessionConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SessionId created = default;
        MoveResult result = chain.Execute(
            actor,
            "create",
            null,
            move =>
            {
                created = new SessionId((ulong)move.Network.Sessions.Count + 1);
                int routers = move.State.RouterOrder.Count;
                Address router = routers == 0 ? Address.Zero : move.State.RouterOrder[(int)(created.Value % (ulong)routers)];
                return Keep(
                    move,
                    SessionTransitions.Create(
                        created,
                        config,
                        move.Context,
                        router,
                        move.Network.Nodes,
                        session => Candidates(move.State, session)
                    )
                );
            }
        );
        return Task.FromResult((result, result.Made ? created : default));
    }

    public Task<MoveResult> FillAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync(
            "fill",
            session,
            cancellationToken,
            (move, found) => SessionTransitions.Fill(found, move.Context, move.Network.Nodes, filled => Candidates(move.State, filled))
        );

    public Task<MoveResult> AddDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken) =>
        MoveAsync(
            "addDedicatedNode",
            session,
            cancellationToken,
            (move, found) => SessionTransitions.AddDedicatedNode(found, move.Context, move.Network.Nodes, node)
        );

    public Task<MoveResult> RemoveDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken) =>
        MoveAsync(
            "removeDedicatedNode",
            session,
            cancellationToken,
            (move, found) => SessionTransitions.RemoveDedicatedNode(found, move.Context, node)
        );

    public Task<MoveResult> SetRouterAsync(SessionId session, Address router, CancellationToken cancellationToken) =>
        MoveAsync(
            "setRouter",
            session,
            cancellationToken,
            (move, found) => SessionTransitions.SetRouter(found, move.Context, router, move.Network.Routers.Contains(router))
        );

    public Task<MoveResult> SetRouterAllowanceAsync(
        SessionId session,
        Address router,
        TokenAmount perEpoch,
        CancellationToken cancellationToken
    ) =>
        MoveAsync(
            "setRouterAllowance",
            session,
            cancellationToken,
            (move, found) =>
                SessionTransitions.SetRouterAllowance(found, move.Context, router, move.Network.Routers.Contains(router), perEpoch)
        );

    public Task<MoveResult> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync("close", session, cancellationToken, (move, found) => SessionTransitions.Close(found, move.Context));

    public Task<MoveResult> ExpireAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync("expire", session, cancellationToken, (move, found) => SessionTransitions.Expire(found, move.Context));

    /// <summary>As NodePool.eligibleNodes with the session's number as salt: the set's order, begun at a rotation.</summary>
    private static IEnumerable<Address> Candidates(ChainState state, SessionInfo session)
    {
        if (!state.Offers.TryGetValue(session.Config.ModelId, out ImmutableList<Address>? offers))
        {
            return [];
        }

        byte minLevel = SessionNodes.MinLevel(session.Config.Sla);
        return Enumerable
            .Range(0, offers.Count)
            .Select(index => state.Network.Nodes[offers[(int)((session.Id.Value + (ulong)index) % (ulong)offers.Count)]])
            .Where(node => node.State == PoolState.Ephemeral && node.Level >= minLevel)
            .Select(static node => node.Address)
            .Take(session.Config.MaxNodes);
    }

    private static Ruling<ChainState> Keep(MemoryMove move, Ruling<SessionInfo> ruling) =>
        ruling.Legal ? move.State.WithSession(ruling.Value) : ruling.Refusal;

    private Task<MoveResult> MoveAsync(
        string name,
        SessionId session,
        CancellationToken cancellationToken,
        Func<MemoryMove, SessionInfo, Ruling<SessionInfo>> rule
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(
            chain.Execute(
                actor,
                name,
                null,
                move =>
                    move.Network.Sessions.TryGetValue(session, out SessionInfo? found)
                        ? Keep(move, rule(move, found))
                        : SessionRefusals.SessionNotFound(session)
            )
        );
    }
}
