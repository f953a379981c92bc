using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Sessions;

public sealed class SessionTransitionsTests
{
    private static readonly Hash32 Model = Keccak256.HashText("model");
    private static readonly MoveContext Owner = new(Scene.Owner, 1_000, 1);
    private static readonly MoveContext Stranger = new(Scene.Stranger, 1_000, 1);
    private static readonly ImmutableDictionary<Address, PoolNode> Pool = Enumerable
        .Range(0, 5)
        .Select(static index => new PoolNode(
            Scene.Account((byte)index),
            index == 4 ? PoolState.Dedicated : PoolState.Ephemeral,
            0,
            1,
            [Model]
        ))
        .ToImmutableDictionary(static node => node.Address);

    [Fact]
    public void An_ephemeral_session_is_active_once_enough_nodes_are_eligible()
    {
        SessionInfo waiting = Create(SessionMode.Ephemeral, 1).Value!;
        Assert.Equal(SessionState.Created, waiting.State);
        SessionInfo active = SessionTransitions.Fill(waiting, Stranger, Pool, static _ => [Scene.Account(0), Scene.Account(1)]).Value!;
        Assert.Equal(SessionState.Active, active.State);
        Assert.Equal([Scene.Account(0), Scene.Account(1)], active.Nodes);
        Assert.Equal(1_500UL, active.ExpiresAt);
    }

    [Fact]
    public void A_dedicated_session_lists_what_its_owner_names()
    {
        SessionInfo session = Create(SessionMode.Dedicated, 0).Value!;
        session = SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(4)).Value!;
        Assert.Equal("SessionNodeAlreadyListed", SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(4)).Refusal!.Code);
        Assert.Equal("SessionNodeNotEligible", SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(9)).Refusal!.Code);
        Assert.Equal("SessionCallerNotOwner", SessionTransitions.AddDedicatedNode(session, Stranger, Pool, Scene.Account(1)).Refusal!.Code);
        session = SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(1)).Value!;
        Assert.Equal(SessionState.Active, session.State);

        session = SessionTransitions.RemoveDedicatedNode(session, Owner, Scene.Account(4)).Value!;
        Assert.Equal([Address.Zero, Scene.Account(1)], session.Nodes);
        Assert.Equal("SessionNodeNotEligible", SessionTransitions.RemoveDedicatedNode(session, Owner, Scene.Account(4)).Refusal!.Code);
        session = SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(4)).Value!;
        Assert.Equal("SessionNodeListFull", SessionTransitions.AddDedicatedNode(session, Owner, Pool, Scene.Account(2)).Refusal!.Code);
    }

    [Fact]
    public void A_session_ends_by_its_owner_or_by_time()
    {
        SessionInfo active = Create(SessionMode.Ephemeral, 2).Value!;
        Assert.Equal("SessionCallerNotOwner", SessionTransitions.Close(active, Stranger).Refusal!.Code);
        Assert.Equal(SessionState.Closed, SessionTransitions.Close(active, Owner).Value!.State);
        Assert.Equal("SessionNotExpiredYet", SessionTransitions.Expire(active, Stranger with { Now = 1_499 }).Refusal!.Code);
        SessionInfo expired = SessionTransitions.Expire(active, Stranger with { Now = 1_500 }).Value!;
        Assert.Equal(SessionState.Expired, expired.State);
        Assert.Equal("SessionUnexpectedState", SessionTransitions.Close(expired, Owner).Refusal!.Code);
        Assert.Equal("SessionUnexpectedState", SessionTransitions.Fill(expired, Owner, Pool, static _ => []).Refusal!.Code);
    }

    [Fact]
    public void Allowances_go_to_routers_and_come_back_in_any_state()
    {
        SessionInfo active = Create(SessionMode.Ephemeral, 2).Value!;
        Assert.Equal(
            "SessionNotARouter",
            SessionTransitions.SetRouterAllowance(active, Owner, Scene.Stranger, false, TokenAmount.OneCor).Refusal!.Code
        );
        SessionInfo lent = SessionTransitions.SetRouterAllowance(active, Owner, Scene.Router, true, TokenAmount.OneCor).Value!;
        Assert.True(SessionAllowances.HasAny(lent));
        SessionInfo closed = SessionTransitions.Close(lent, Owner).Value!;
        SessionInfo back = SessionTransitions.SetRouterAllowance(closed, Owner, Scene.Router, false, TokenAmount.Zero).Value!;
        Assert.False(SessionAllowances.HasAny(back));
        SessionInfo most = SessionTransitions
            .SetRouterAllowance(active, Owner, Scene.Router, true, new TokenAmount(UInt128.MaxValue))
            .Value!;
        Assert.Equal(SessionTransitions.MaxAllowance, SessionAllowances.Left(most, Scene.Router, 0));
    }

    [Fact]
    public void The_owner_chooses_the_router()
    {
        SessionInfo session = Create(SessionMode.Ephemeral, 2).Value!;
        Assert.Equal("SessionNotARouter", SessionTransitions.SetRouter(session, Owner, Scene.Stranger, false).Refusal!.Code);
        Assert.Equal(Scene.Router, SessionTransitions.SetRouter(session, Owner, Scene.Router, true).Value!.Router);
    }

    private static Ruling<SessionInfo> Create(SessionMode mode, int found)
    {
        SessionConfig config = new()
        {
            Name = "x",
            ModelId = Model,
            Mode = mode,
            MinNodes = 2,
            MaxNodes = 3,
            ReservePeriod = 500,
            MaxPricePer1kInput = default,
            MaxPricePer1kOutput = default,
        };
        return SessionTransitions.Create(
            new SessionId(1),
            config,
            Owner,
            Address.Zero,
            Pool,
            _ => Enumerable.Range(0, found).Select(static index => Scene.Account((byte)index))
        );
    }
}
