using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>Moves of sessions, money and the pool.</summary>
internal sealed class SessionMoveGenerator(ConformanceSetup setup, MoveDice dice)
{
    private const int ActiveWanted = 4;

    public LedgerMove Next(NetworkSnapshot model)
    {
        SessionInfo[] sessions = [.. model.Sessions.Values.OrderBy(static session => session.Id)];
        int active = sessions.Count(static session => session.State == SessionState.Active);
        if (sessions.Length == 0 || dice.Percent(active < ActiveWanted ? 30 : 3))
        {
            return Create();
        }

        SessionId session = dice.Percent(98) ? dice.Of(sessions).Id : new SessionId(77);
        return dice.Weighted(40, 35, 25) switch
        {
            0 => OnSession(session, OwnerOf(model, session)),
            1 => OnMoney(session, OwnerOf(model, session)),
            _ => OnPool(),
        };
    }

    public static SessionConfig Config(ConformanceSetup setup, SessionMode mode, byte redundancy, ProofKind proof, Sla sla) =>
        new()
        {
            Name = "conformance",
            ModelId = setup.Models[0],
            Mode = mode,
            Sla = sla,
            MinNodes = redundancy,
            MaxNodes = 8,
            Redundancy = redundancy,
            Proof = proof,
            MaxPricePer1kInput = TokenAmount.OneCor,
            MaxPricePer1kOutput = TokenAmount.OneCor,
        };

    private int OwnerOf(NetworkSnapshot model, SessionId session) =>
        dice.Percent(88) && model.Sessions.TryGetValue(session, out SessionInfo? found)
            ? setup.IndexOf(found.Owner)
            : dice.Below(setup.Accounts.Length);

    private LedgerMove.CreateSession Create()
    {
        SessionConfig config = Config(
            setup,
            dice.Weighted(70, 3, 27) switch
            {
                0 => SessionMode.Ephemeral,
                1 => SessionMode.Hybrid,
                _ => SessionMode.Dedicated,
            },
            (byte)(1 + dice.Below(4)),
            dice.Percent(90) ? (ProofKind)dice.Below(2) : dice.Any<ProofKind>(),
            dice.Percent(70) ? Sla.Low : dice.Any<Sla>()
        );
        config = config with { ModelId = dice.Of(setup.Models), ReservePeriod = dice.Percent(30) ? (uint)dice.Below(3_000) : 0 };
        config = dice.Percent(15) ? config with { MaxPricePer1kOutput = TokenAmount.Zero } : config;
        // An owner that is a router too still submits as owner.
        int owner = dice.Of(dice.Percent(95) ? ConformanceSetup.Owners : ConformanceSetup.Routers);
        return new LedgerMove.CreateSession(owner, dice.Percent(80) ? config : Spoil(config));
    }

    private SessionConfig Spoil(SessionConfig config) =>
        dice.Below(11) switch
        {
            0 => config with { Name = string.Empty },
            1 => config with { Name = new string('é', 33) },
            2 => config with { MinNodes = 0 },
            3 => config with { MaxNodes = 257 },
            4 => config with { Redundancy = 0 },
            5 => config with { Redundancy = 17, MinNodes = 20, MaxNodes = 20 },
            6 => config with { Validators = 9 },
            7 => config with { ReserveNodes = true },
            8 => config with { Settlement = SettlementKind.Batched },
            9 => config with { Privacy = Privacy.Encrypted },
            _ => config with { MinNodes = 8, MaxNodes = 7 },
        };

    private LedgerMove OnSession(SessionId session, int actor) =>
        dice.Weighted(15, 30, 12, 38, 5) switch
        {
            0 => new LedgerMove.Fill(dice.Below(setup.Accounts.Length), session),
            1 => new LedgerMove.ListNode(actor, session, AnyNode(), dice.Percent(75)),
            2 => new LedgerMove.SetRouter(actor, session, AnyRouter()),
            3 => new LedgerMove.SetAllowance(actor, session, AnyRouter(), Allowance()),
            _ => new LedgerMove.End(actor, session, dice.Percent(70)),
        };

    private LedgerMove OnMoney(SessionId session, int actor) =>
        dice.Weighted(35, 20, 15, 15, 15) switch
        {
            0 => new LedgerMove.Deposit(dice.Percent(90) ? actor : ConformanceSetup.Stranger, session, Amount()),
            1 => new LedgerMove.Withdraw(actor, session, Amount()),
            2 => new LedgerMove.PlanWithdraw(actor, session, dice.Percent(75)),
            3 => new LedgerMove.DepositAccount(dice.Of(ConformanceSetup.MinerAccounts), dice.Of(ConformanceSetup.MinerAccounts), Amount()),
            _ => new LedgerMove.WithdrawAccount(dice.Below(setup.Accounts.Length), Amount()),
        };

    private LedgerMove OnPool()
    {
        int actor = dice.Percent(90) ? ConformanceSetup.Oracle : dice.Below(setup.Accounts.Length);
        return dice.Weighted(20, 50, 30) switch
        {
            0 => new LedgerMove.Register(
                AnyNode(),
                (ushort)(dice.Percent(95) ? 4 : dice.Of([0, 257])),
                dice.Percent(95) ? 1 + dice.Below(2) : 0
            ),
            1 => new LedgerMove.SetNodeState(actor, AnyNode(), NodeState()),
            _ => new LedgerMove.SetNodeLevel(actor, AnyNode(), (byte)dice.Below(12)),
        };
    }

    // Mostly back to service: a pool that has died out shows nothing any more, and a ban is for ever.
    private PoolState NodeState() =>
        dice.Weighted(60, 20, 19, 1) switch
        {
            0 => PoolState.Ephemeral,
            1 => PoolState.Dedicated,
            2 => dice.Of([
                PoolState.None,
                PoolState.Registered,
                PoolState.Probation,
                PoolState.Reserved,
                PoolState.Stale,
                PoolState.Suspended,
            ]),
            _ => dice.Percent(10) ? PoolState.Banned : PoolState.Stale,
        };

    private int AnyNode() => dice.Percent(95) ? dice.Of(ConformanceSetup.MinerAccounts) : dice.Below(setup.Accounts.Length);

    private int AnyRouter() => dice.Percent(92) ? dice.Of(ConformanceSetup.Routers) : dice.Below(setup.Accounts.Length);

    private TokenAmount Allowance() =>
        dice.Percent(30) ? TokenAmount.Zero
        : dice.Percent(3) ? new TokenAmount(UInt128.MaxValue)
        : new TokenAmount((UInt128)dice.Below(200_000_000));

    private TokenAmount Amount() =>
        dice.Percent(4) ? TokenAmount.Zero
        : dice.Percent(4) ? TokenAmount.FromCor(5_000)
        : new TokenAmount((UInt128)(1 + dice.Below(400_000_000)));
}
