using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Seeded random batches of legal and illegal moves, drawn on the state of a model. Time jumps to the second before, at and after
/// deadlines; opening batches build nodes, sessions and money first.
/// </summary>
public sealed class QueueMoveGenerator
{
    private readonly ConformanceSetup _setup;
    private readonly MoveMix _mix;
    private readonly MoveDice _dice;
    private readonly RouterSecrets _routers = new();
    private readonly TaskMoveGenerator _tasks;
    private readonly ChaosMoveGenerator _chaos;
    private readonly SessionMoveGenerator _sessions;

    /// <summary>A generator; equal arguments give equal moves on equal states.</summary>
    public QueueMoveGenerator(ConformanceSetup setup, int seed, MoveMix mix)
    {
        (_setup, _mix, _dice) = (setup, mix, new MoveDice(seed));
        _tasks = new TaskMoveGenerator(setup, _dice, _routers);
        _chaos = new ChaosMoveGenerator(setup, _dice, _tasks, _routers);
        _sessions = new SessionMoveGenerator(setup, _dice);
    }

    /// <summary>The moves that every run begins with: all of them legal.</summary>
    public ImmutableArray<MoveBatch> Opening()
    {
        IEnumerable<LedgerMove> nodes = ConformanceSetup.MinerAccounts.SelectMany(miner =>
            new LedgerMove[]
            {
                new LedgerMove.Register(miner, 4, 2),
                new LedgerMove.SetNodeState(ConformanceSetup.Oracle, miner, PoolState.Ephemeral),
                new LedgerMove.SetNodeLevel(ConformanceSetup.Oracle, miner, (byte)(miner % 8)),
                new LedgerMove.DepositAccount(miner, miner, TokenAmount.FromCor(1)),
            }
        );
        IEnumerable<LedgerMove> sessions = new[]
        {
            (1, ProofKind.None),
            (3, ProofKind.Agreement),
            (2, ProofKind.None),
            (4, ProofKind.Agreement),
            (1, ProofKind.Agreement),
            (3, ProofKind.None),
        }.SelectMany((kind, index) => Session(index, (byte)kind.Item1, kind.Item2));
        return
        [
            new MoveBatch(_setup.StartTime, [.. nodes]),
            new MoveBatch(_setup.StartTime + 1, [.. ConformanceSetup.Routers.Select(Post), .. sessions]),
        ];
    }

    /// <summary>The next batch, of at most <paramref name="most"/> moves.</summary>
    public MoveBatch Next(NetworkSnapshot model, int most)
    {
        ArgumentNullException.ThrowIfNull(model);
        ulong timestamp = NextTime(model);
        int count = 1 + _dice.Below(most);
        return new MoveBatch(timestamp, [.. Enumerable.Range(0, count).Select(_ => NextMove(model, timestamp))]);
    }

    private LedgerMove NextMove(NetworkSnapshot model, ulong now) =>
        _dice.Weighted(_mix.Tasks, _mix.Chaos, _mix.Sessions) switch
        {
            0 => _tasks.Next(model, now),
            1 => _chaos.Next(model, now),
            _ => _sessions.Next(model),
        };

    private LedgerMove.PostRouterChain Post(int router) => new(router, _routers.Tip(router, 0));

    private IEnumerable<LedgerMove> Session(int index, byte redundancy, ProofKind proof)
    {
        int owner = ConformanceSetup.Owners[index % ConformanceSetup.Owners.Length];
        SessionId session = new((ulong)index + 1);
        return
        [
            new LedgerMove.CreateSession(owner, SessionMoveGenerator.Config(_setup, SessionMode.Ephemeral, redundancy, proof, Sla.Low)),
            new LedgerMove.Deposit(owner, session, TokenAmount.FromCor(1)),
            .. ConformanceSetup.Routers.Select(router => new LedgerMove.SetAllowance(owner, session, router, TokenAmount.FromCor(1))),
        ];
    }

    private ulong NextTime(NetworkSnapshot model)
    {
        ulong next = model.Head.Timestamp + 1;
        return _dice.Weighted(80, 16, 3, 1) switch
        {
            0 => next + (ulong)_dice.Below(2),
            1 => Math.Max(next, Deadline(model) + (ulong)_dice.Below(3) - 1),
            2 => next + (ulong)_dice.Below(60),
            _ => next + (ulong)_dice.Below(8_000),
        };
    }

    private ulong Deadline(NetworkSnapshot model)
    {
        QueueTask[] open =
        [
            .. model.OpenTasks.OrderBy(static key => key.Session).ThenBy(static key => key.Task).Select(key => model.Tasks[key]),
        ];
        if (open.Length == 0)
        {
            return model.Head.Timestamp;
        }

        QueueTask task = _dice.Of(open);
        ulong[] instants =
        [
            task.AckDeadline,
            task.PrecommitDeadline,
            task.CommitDeadline,
            .. TaskDeadlines.Of(task, model.Parameters).SelectMany(deadline => new[] { deadline.At, deadline.At + model.Parameters.Grace }),
        ];
        ulong[] ahead = [.. instants.Where(instant => instant >= model.Head.Timestamp)];
        return ahead.Length == 0 ? model.Head.Timestamp + 1 : _dice.Of(ahead);
    }
}
