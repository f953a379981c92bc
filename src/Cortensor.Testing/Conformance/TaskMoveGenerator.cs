using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Moves of tasks that fit the state of the model, so that tasks reach every state; the commits it makes open what it precommitted.
/// </summary>
internal sealed class TaskMoveGenerator(ConformanceSetup setup, MoveDice dice, RouterSecrets routers)
{
    private const int OpenTasksWanted = 4;

    public LedgerMove Next(NetworkSnapshot model, ulong now)
    {
        if (model.OpenTasks.Count < OpenTasksWanted && dice.Percent(60))
        {
            return Submit(model, now);
        }

        TaskKey[] open = [.. model.OpenTasks.OrderBy(static key => key.Session).ThenBy(static key => key.Task)];
        return open.Length == 0 ? Submit(model, now) : Advance(model, model.Tasks[dice.Of(open)], now);
    }

    public static Hash32 DigestOf(TaskKey task, byte slot) => Keccak256.HashWords(task.Session, task.Task, (ulong)slot);

    public static Hash32 SaltOf(Hash32 digest) => Keccak256.HashWords(digest);

    public LedgerMove Submit(NetworkSnapshot model, ulong now)
    {
        SessionInfo[] sessions = [.. model.Sessions.Values.OrderBy(static session => session.Id)];
        SessionInfo[] active = [.. sessions.Where(static session => session.State == SessionState.Active)];
        SessionInfo? session =
            active.Length > 0 && dice.Percent(95) ? dice.Of(active)
            : sessions.Length > 0 ? dice.Of(sessions)
            : null;
        ulong next = (session?.TaskCount ?? 0) + (dice.Percent(96) ? 1UL : (ulong)dice.Below(3));
        TaskKey key = new(session?.Id ?? new SessionId(99), new TaskId(next));
        int owner = session is null ? 0 : setup.IndexOf(session.Owner);
        bool byOwner = dice.Percent(35);
        int actor =
            dice.Percent(4) ? ConformanceSetup.Stranger
            : byOwner ? owner
            : dice.Of(ConformanceSetup.Routers);
        TokenAmount cost =
            dice.Percent(2) ? TokenAmount.Zero
            : dice.Percent(2) ? TokenAmount.FromCor(900)
            : new TokenAmount((UInt128)(1_000_000 + dice.Below(50_000_000)));
        uint maxTokens =
            dice.Percent(2) ? 0
            : dice.Percent(2) ? 40_000u
            : (uint)(1 + dice.Below(200));
        Hash32 digest = Keccak256.HashWords(key.Session, key.Task, now, (ulong)dice.Below(1_000));
        NodeList nodes =
            session is null || byOwner && dice.Percent(95) || dice.Percent(25)
                ? new NodeList([])
                : Nodes(session, null, session.Config.Redundancy);
        return new LedgerMove.Submit(
            actor,
            key,
            digest,
            cost,
            maxTokens,
            routers.Reveal(model, setup, actor, now, dice),
            nodes,
            Authority(owner, cost, now)
        );
    }

    public NodeList Nodes(SessionInfo session, QueueTask? task, int vacancies)
    {
        byte[] free =
        [
            .. Enumerable
                .Range(0, session.Nodes.Length)
                .Select(static index => (byte)index)
                .Where(index => task is null || task.Slots.All(slot => slot.Node != index)),
        ];
        int count = Math.Max(0, vacancies - (dice.Percent(25) ? 1 : 0) + (dice.Percent(5) ? 1 : 0));
        byte[] drawn = [.. free.OrderBy(_ => dice.Below(1_000_000)).Take(count)];
        return new NodeList(dice.Percent(3) ? [.. drawn, (byte)dice.Below(12)] : [.. drawn]);
    }

    public LedgerMove Timeout(NetworkSnapshot model, QueueTask task, TaskDeadline deadline)
    {
        SessionInfo session = model.Sessions[task.Key.Session];
        int actor = dice.Percent(60) ? ConformanceSetup.Oracle : ConformanceSetup.Stranger;
        NodeList nodes = Nodes(session, task, TaskStates.Vacancies(task) + (dice.Percent(50) ? 1 : 0));
        return deadline.Move switch
        {
            TimeoutMove.Assign => new LedgerMove.Assign(actor, task.Key, nodes),
            TimeoutMove.Reassign => new LedgerMove.Reassign(actor, task.Key, dice.Percent(30) ? new NodeList([]) : nodes),
            TimeoutMove.Complete => new LedgerMove.Complete(ConformanceSetup.Oracle, task.Key, task.Committed),
            _ => new LedgerMove.Fail(actor, task.Key, deadline.Reason ?? FailReason.NotAssigned),
        };
    }

    private AuthorityPlan Authority(int owner, TokenAmount cost, ulong now)
    {
        if (dice.Percent(50))
        {
            return AuthorityPlan.None;
        }

        int signer = dice.Percent(95) ? owner : ConformanceSetup.Stranger;
        ulong expiry = dice.Percent(95) ? now + (ulong)dice.Below(100) : now - 1;
        TokenAmount signed = dice.Percent(97) ? cost : cost + new TokenAmount(1);
        return new AuthorityPlan(signer, (ulong)dice.Below(600), expiry, signed);
    }

    private LedgerMove Advance(NetworkSnapshot model, QueueTask task, ulong now)
    {
        QueueParameters parameters = model.Parameters;
        TaskDeadline[] due = [.. TaskDeadlines.Due(task, parameters, now, isOracle: true)];
        if (due.Length > 0 && dice.Percent(25))
        {
            return Timeout(model, task, dice.Of(due));
        }

        byte[] waiting = SlotsOf(task.Open & ~task.Precommitted);
        byte[] unopened = SlotsOf(task.Open & task.Precommitted & ~task.Committed);
        SessionInfo session = model.Sessions[task.Key.Session];
        if (CommitPhase.IsOpen(task, parameters, now) && unopened.Length > 0 && dice.Percent(85))
        {
            return Commit(task, dice.Of(unopened));
        }

        if (TaskStates.HasCommits(task))
        {
            return End(task, session);
        }

        bool fills = TaskStates.CanFill(task, parameters) && dice.Percent(waiting.Length == 0 ? 90 : 25);
        return fills || waiting.Length == 0 ? Assign(task, session) : Answer(task, dice.Of(waiting));
    }

    private LedgerMove.Assign Assign(QueueTask task, SessionInfo session)
    {
        int actor = task.Router.IsZero ? ConformanceSetup.Oracle : setup.IndexOf(task.Router);
        return new LedgerMove.Assign(
            dice.Percent(90) ? actor : ConformanceSetup.Stranger,
            task.Key,
            Nodes(session, task, TaskStates.Vacancies(task))
        );
    }

    private LedgerMove Answer(QueueTask task, byte slot)
    {
        int miner = setup.IndexOf(task.Slots[slot].Miner);
        Hash32 digest = DigestOf(task.Key, slot);

        // A task of one answer is delivered half of the time; any other now and then, which is refused.
        return dice.Percent(task.Redundancy == 1 ? 50 : 3)
            ? new LedgerMove.Deliver(miner, task.Key, slot, digest, (uint)dice.Below(60), (uint)dice.Below(40))
            : Bind(task, slot, miner, digest);
    }

    private LedgerMove Bind(QueueTask task, byte slot, int miner, Hash32 digest) =>
        dice.Weighted(20, 5, 75) switch
        {
            0 => new LedgerMove.Ack(miner, task.Key, slot),
            1 => new LedgerMove.Decline(miner, task.Key, slot, dice.Any<DeclineReason>()),
            _ => new LedgerMove.Precommit(miner, task.Key, slot, digest, SaltOf(digest), dice.Percent(3)),
        };

    private LedgerMove.Commit Commit(QueueTask task, byte slot)
    {
        Hash32 digest = DigestOf(task.Key, dice.Percent(90) ? slot : (byte)(slot + 1));
        uint tokens = dice.Percent(10) ? uint.MaxValue : (uint)dice.Below(40);
        return new LedgerMove.Commit(
            setup.IndexOf(task.Slots[slot].Miner),
            task.Key,
            slot,
            digest,
            SaltOf(digest),
            (uint)dice.Below(60),
            tokens
        );
    }

    private LedgerMove End(QueueTask task, SessionInfo session)
    {
        int actor = dice.Weighted(60, 15, 15, 10) switch
        {
            0 => ConformanceSetup.Oracle,
            1 => setup.IndexOf(session.Owner),
            2 when !task.Router.IsZero => setup.IndexOf(task.Router),
            _ => ConformanceSetup.Stranger,
        };
        uint accepted = dice.Percent(75) ? task.Committed : task.Committed & (uint)dice.Below(1 << 8);
        return dice.Percent(20)
            ? new LedgerMove.Fail(actor, task.Key, FailReason.NoAgreement)
            : new LedgerMove.Complete(actor, task.Key, accepted);
    }

    private static byte[] SlotsOf(uint bitmap) =>
        [.. Enumerable.Range(0, TaskStates.MaxSlots).Where(slot => (bitmap & (1u << slot)) != 0).Select(static slot => (byte)slot)];
}
