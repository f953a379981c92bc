using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>Moves of tasks by anyone on anything: most are refused, which is the point.</summary>
internal sealed class ChaosMoveGenerator(ConformanceSetup setup, MoveDice dice, TaskMoveGenerator tasks, RouterSecrets routers)
{
    private const int RecentTasks = 8;

    public LedgerMove Next(NetworkSnapshot model, ulong now)
    {
        QueueTask? task = Pick(model);
        if (task is null || dice.Percent(8))
        {
            return Elsewhere(model, now);
        }

        SessionInfo session = model.Sessions[task.Key.Session];
        byte slot = (byte)dice.Below(dice.Percent(90) ? Math.Max(1, task.Slots.Length) : 40);
        bool owns = slot < task.Slots.Length && dice.Percent(80);
        int miner = owns ? setup.IndexOf(task.Slots[slot].Miner) : Anyone();
        Hash32 digest = TaskMoveGenerator.DigestOf(task.Key, slot);
        Hash32 salt = TaskMoveGenerator.SaltOf(digest);
        return dice.Below(9) switch
        {
            0 => new LedgerMove.Assign(Anyone(), task.Key, tasks.Nodes(session, task, 1 + dice.Below(2))),
            1 => new LedgerMove.Reassign(Anyone(), task.Key, tasks.Nodes(session, task, dice.Below(3))),
            2 => new LedgerMove.Ack(miner, task.Key, slot),
            3 => new LedgerMove.Decline(miner, task.Key, slot, dice.Any<DeclineReason>()),
            4 => new LedgerMove.Precommit(miner, task.Key, slot, digest, salt, dice.Percent(10)),
            5 => new LedgerMove.Commit(miner, task.Key, slot, digest, salt, (uint)dice.Below(100), (uint)dice.Below(100)),
            6 => new LedgerMove.Complete(Anyone(), task.Key, dice.Percent(50) ? task.Committed : (uint)dice.Below(16)),
            7 => new LedgerMove.Deliver(miner, task.Key, slot, digest, (uint)dice.Below(100), (uint)dice.Below(100)),
            _ => new LedgerMove.Fail(Anyone(), task.Key, dice.Any<FailReason>()),
        };
    }

    private LedgerMove.PostRouterChain Post(int router) => new(dice.Percent(90) ? router : Anyone(), routers.AnyTip(router, dice));

    private int Anyone() => dice.Below(setup.Accounts.Length);

    private QueueTask? Pick(NetworkSnapshot model)
    {
        QueueTask[] recent =
        [
            .. model
                .Tasks.Values.OrderByDescending(static task => task.CreatedAt)
                .ThenBy(static task => task.Key.Session)
                .ThenByDescending(static task => task.Key.Task)
                .Take(RecentTasks),
        ];
        return recent.Length == 0 ? null : dice.Of(recent);
    }

    private LedgerMove Elsewhere(NetworkSnapshot model, ulong now)
    {
        TaskKey nowhere = new(new SessionId(1), new TaskId(1_000_000));
        return dice.Below(4) switch
        {
            0 => new LedgerMove.Ack(Anyone(), nowhere, 0),
            1 => new LedgerMove.Fail(Anyone(), nowhere, dice.Any<FailReason>()),
            2 => Post(dice.Of(ConformanceSetup.Routers)),
            _ => tasks.Submit(model, now),
        };
    }
}
