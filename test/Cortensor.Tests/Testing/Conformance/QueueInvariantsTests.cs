using System.Collections.Immutable;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Conformance;

namespace Cortensor.Tests.Testing.Conformance;

/// <summary>Random walks never break the invariants of protocol section 4; a failure names its seed.</summary>
public sealed class QueueInvariantsTests
{
    private const int Batches = 700;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(100, 12)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_walk_keeps_every_invariant(int seed)
    {
        await using MemoryLedgerUnderTest ledger = new();
        ConformanceSetup setup = new();
        await ledger.StartAsync(setup, Token);
        QueueMoveGenerator generator = new(setup, seed, MoveMix.Queue);
        foreach (MoveBatch opening in generator.Opening())
        {
            Assert.All(await ledger.PlayAsync(opening, Token), Assert.Null);
        }

        for (int played = 0; played < Batches; played++)
        {
            // One move a block, so that before and after belong to one move.
            await StepAsync(ledger, generator.Next(ledger.Chain.Current, most: 1));
        }

        await EndEverythingAsync(ledger);
    }

    private static async Task StepAsync(MemoryLedgerUnderTest ledger, MoveBatch batch)
    {
        NetworkSnapshot before = ledger.Chain.Current;
        ImmutableArray<string?> codes = await ledger.PlayAsync(batch, Token);
        NetworkSnapshot after = ledger.Chain.Current;
        ledger.Chain.AssertMoneyConserved();
        if (batch.Moves[0] is not LedgerMove.OnTask move || !before.Tasks.TryGetValue(move.Task, out QueueTask? was))
        {
            return;
        }

        QueueTask now = after.Tasks[move.Task];
        if (codes[0] is not null)
        {
            Assert.Same(was, now);
            return;
        }

        CheckMove(move, was, now, before.Parameters, batch.Timestamp);
        CheckTask(now);
    }

    private static void CheckMove(LedgerMove.OnTask move, QueueTask was, QueueTask now, QueueParameters parameters, ulong timestamp)
    {
        TaskState stood = TaskStates.Of(was, parameters);
        TaskState stands = TaskStates.Of(now, parameters);
        Assert.True(was.Outcome is null, $"{move} moved a task that had ended.");
        Assert.Equal(was.Committed, was.Committed & now.Committed);
        if (was.Committed != 0)
        {
            Assert.Equal(was.Precommitted, now.Precommitted);
            Assert.Equal(was.Open, now.Open);
            Assert.True(stands >= stood, $"{move} took a frozen task back from {stood} to {stands}.");
        }

        if (move is LedgerMove.Commit)
        {
            bool mayStillPrecommit = (was.Open & ~was.Precommitted) != 0 && timestamp <= was.PrecommitDeadline;
            Assert.False(mayStillPrecommit, $"{move} came while a slot could still precommit.");
            Assert.True(TaskStates.HasQuorum(was, was.Precommitted));
        }
    }

    private static void CheckTask(QueueTask task)
    {
        Assert.Equal(0u, task.Precommitted & ~task.Open);
        Assert.Equal(0u, task.Committed & ~task.Precommitted);
        Assert.True(TaskStates.Vacancies(task) <= task.Redundancy);
        Assert.True(task.Slots.Length <= TaskStates.MaxSlots);
        Assert.Equal(task.Slots.Length, task.Slots.Select(static slot => slot.Node).Distinct().Count());
        Assert.True(task.Charged <= task.Ceiling);
    }

    /// <summary>No task is stuck: behind its last deadline anyone, without any role, ends it with the one reason that holds.</summary>
    private static async Task EndEverythingAsync(MemoryLedgerUnderTest ledger)
    {
        NetworkSnapshot stuck = ledger.Chain.Current;
        Assert.NotEmpty(stuck.OpenTasks);
        ulong late = stuck.Head.Timestamp + 100_000;
        ImmutableArray<LedgerMove> fails =
        [
            .. stuck.OpenTasks.Select(key => new LedgerMove.Fail(
                ConformanceSetup.Stranger,
                key,
                TaskFailure.Of(stuck.Tasks[key], stuck.Parameters).Reason
            )),
        ];
        Assert.All(await ledger.PlayAsync(new MoveBatch(late, fails), Token), Assert.Null);
        Assert.Empty(ledger.Chain.Current.OpenTasks);
        ledger.Chain.AssertMoneyConserved();
        Assert.All(
            ledger.Chain.Current.SessionBalances.Values,
            static balance => Assert.Equal(Cortensor.Primitives.TokenAmount.Zero, balance.Reserved)
        );
    }
}
