using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Oracle.Queue;

public sealed class AssignerTests
{
    [Fact]
    public async Task A_task_its_router_left_unassigned_is_assigned_after_the_window()
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request());
        world.Pass(10);
        await oracle.LookAsync();
        Assert.Empty(world.Task(key).Slots);
        world.Pass(1);
        await oracle.LookAsync();
        QueueTask task = world.Task(key);
        Assert.Equal(
            MinerOrder.Next(task.SelectionSeed, world.Chain.Current.Sessions[world.Session], world.Chain.Current.Nodes, null, 2),
            task.Slots.Select(slot => slot.Node));
    }

    [Fact]
    public async Task A_task_without_a_router_is_assigned_by_the_order_of_its_seed_block()
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        using OracleRig oracle = new(world);
        TaskKey key = world.NextKey;
        QueueWorld.Made(await world.Chain.As(world.Owner.Address).Queue.SubmitAsync(
            new TaskSubmission(
                key,
                Cortensor.Protocol.Storage.CanonicalJson.Digest(world.Request().Encode()),
                Cortensor.Primitives.TokenAmount.FromCor(1),
                64,
                default,
                [],
                TaskAuthority.None,
                default),
            default));
        await oracle.LookAsync();
        Assert.Empty(world.Task(key).Slots);
        world.Chain.Mine();
        await oracle.LookAsync();
        world.Chain.Mine();
        await oracle.LookAsync();
        QueueTask task = world.Task(key);
        Assert.Equal(2, task.Slots.Length);
        Assert.Equal(
            MinerOrder.Next(task.SelectionSeed, world.Chain.Current.Sessions[world.Session], world.Chain.Current.Nodes, null, 2),
            task.Slots.Select(slot => slot.Node));
    }
}
