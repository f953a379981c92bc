using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Oracle.Queue;

public sealed class DeadlineDutyTests
{
    [Fact]
    public async Task Miners_that_do_not_ack_are_replaced_by_the_next_of_the_order()
    {
        using QueueWorld world = await QueueWorld.StartAsync(5, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1);
        QueueWorld.Made(await world.Chain.As(world.Miners[0].Address).Queue.AckAsync(key, 0, default));
        world.Pass(5);
        await oracle.LookAsync();
        Assert.Equal(1, world.Task(key).Round);

        world.Pass(1);
        QueueTask before = world.Task(key);
        byte next = MinerOrder
            .Next(before.SelectionSeed, world.Chain.Current.Sessions[world.Session], world.Chain.Current.Nodes, before, 1)
            .Single();
        await oracle.LookAsync();
        QueueTask after = world.Task(key);
        Assert.Equal((2, 0b101u, next), (after.Round, after.Open, after.Slots[2].Node));
    }

    [Fact]
    public async Task A_quorum_of_precommits_commits_by_the_deadline_instead_of_waiting_for_a_new_miner()
    {
        using QueueWorld world = await QueueWorld.StartAsync(5, 3);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        ResultObject first = await oracle.PrecommitAsync(key, 0, 0, "yes it is");
        ResultObject second = await oracle.PrecommitAsync(key, 1, 1, "yes it is");
        QueueWorld.Made(await world.Chain.As(world.Miners[2].Address).Queue.AckAsync(key, 2, default));
        world.Pass(39);
        await oracle.LookAsync();
        Assert.Equal((1, 0b111u), (world.Task(key).Round, world.Task(key).Open));

        await oracle.CommitAsync(key, 0, 0, first);
        await oracle.CommitAsync(key, 1, 1, second);
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b011u), (world.Task(key).Outcome, world.Task(key).Accepted));
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_task_that_nobody_takes_is_refunded()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1);
        for (int second = 0; second < 200 && world.Task(key).Outcome is null; second++)
        {
            world.Pass(1);
            await oracle.LookAsync();
        }

        Assert.Equal((TaskState.Failed, FailReason.TooFewPrecommits), (world.Task(key).Outcome, world.Task(key).Failure));
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task Every_miner_silent_ends_after_the_rounds_whatever_happens()
    {
        using QueueWorld world = await QueueWorld.StartAsync(8, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1);
        for (int second = 0; second < 600 && world.Task(key).Outcome is null; second++)
        {
            world.Pass(1);
            await oracle.LookAsync();
        }

        QueueTask ended = world.Task(key);
        Assert.Equal(TaskState.Failed, ended.Outcome);
        Assert.Equal((3, 6), (ended.Round, ended.Slots.Length));
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_quorum_that_never_commits_is_refunded_and_loses_its_bonds()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1);
        _ = await oracle.PrecommitAsync(key, 0, 0, "a");
        _ = await oracle.PrecommitAsync(key, 1, 1, "a");
        world.Pass(30);
        await oracle.LookAsync();
        Assert.Null(world.Task(key).Outcome);
        world.Pass(1);
        await oracle.LookAsync();
        Assert.Equal((TaskState.Failed, FailReason.TooFewCommits), (world.Task(key).Outcome, world.Task(key).Failure));
        world.Chain.AssertMoneyConserved();
    }
}
