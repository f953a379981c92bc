using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Oracle.Queue;

public sealed class AssignDutyTests
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
            task.Slots.Select(slot => slot.Node)
        );
    }

    [Fact]
    public async Task A_task_without_a_router_is_assigned_by_the_order_of_its_seed_block()
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await SubmitAsOwnerAsync(world);
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
            task.Slots.Select(slot => slot.Node)
        );
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task A_view_that_skips_the_seed_block_costs_no_time_when_the_chain_can_be_asked(bool canAsk, int slots)
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        using OracleRig oracle = new(world, blocks: canAsk ? world.Chain : null);
        TaskKey key = await SubmitAsOwnerAsync(world);
        world.Chain.Mine(3);
        await oracle.LookAsync();
        QueueTask task = world.Task(key);
        Assert.Equal(slots, task.Slots.Length);
        Assert.Equal(
            MinerOrder.Next(task.SelectionSeed, world.Chain.Current.Sessions[world.Session], world.Chain.Current.Nodes, null, slots),
            task.Slots.Select(slot => slot.Node)
        );

        // Without, another oracle gets its chance first; then any order is better than none.
        world.Pass(11);
        await oracle.LookAsync();
        Assert.NotEmpty(world.Task(key).Slots);
    }

    private static async Task<TaskKey> SubmitAsOwnerAsync(QueueWorld world)
    {
        TaskKey key = world.NextKey;
        QueueWorld.Made(
            await world
                .Chain.As(world.Owner.Address)
                .Queue.SubmitAsync(
                    new TaskSubmission(
                        key,
                        CanonicalJson.Digest(world.Request().Encode()),
                        TokenAmount.FromCor(1),
                        64,
                        default,
                        [],
                        TaskAuthority.None,
                        default
                    ),
                    default
                )
        );
        return key;
    }
}
