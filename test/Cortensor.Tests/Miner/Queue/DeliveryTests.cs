using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>Bytes to the router first, digest to the chain then: but never at the price of the bond.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task The_commit_waits_until_the_router_keeps_the_result()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a"), stores: false);
        TaskKey key = await SubmitAsync(world, rig);
        CommitFrame frame = await rig.Channel.UntilAsync<CommitFrame>();
        world.Pass(2);
        world.Pass(2);
        Assert.Equal(0u, world.Task(key).Committed);
        rig.Store(frame, rig.Channel);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        world.Pass(30);
        world.Chain.Mine();
        Assert.Single(rig.Channel.Frames.OfType<CommitFrame>());
    }

    [Fact]
    public async Task A_router_that_does_not_answer_costs_one_pause_only()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a"), stores: false);
        TaskKey key = await SubmitAsync(world, rig);
        _ = await rig.Channel.UntilAsync<CommitFrame>();
        world.Pass(MinerOptions.DefaultRedeliverSeconds);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Equal(2, rig.Channel.Frames.OfType<CommitFrame>().Count());
    }

    [Fact]
    public async Task A_router_that_refuses_is_asked_again_later_and_not_waited_for()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a"), stores: false);
        TaskKey key = await SubmitAsync(world, rig);
        CommitFrame frame = await rig.Channel.UntilAsync<CommitFrame>();
        rig.Workers.OnFrame(new ErrorFrame("internal_error", "disk full", key.Session, key.Task), rig.Channel);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        rig.Channel.Sent = sent => rig.Store(sent, rig.Channel);
        world.Pass(MinerOptions.DefaultRedeliverSeconds);
        _ = await MinerRig.UntilAsync(
            "a second delivery",
            () =>
                Task.FromResult(
                    rig.Channel.Frames.OfType<CommitFrame>().Skip(1).FirstOrDefault(again => again.ResultDigest == frame.ResultDigest)
                )
        );
    }

    [Fact]
    public async Task Without_a_router_the_commit_is_made_and_the_result_follows_when_one_is_back()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a"), stores: false);
        rig.Directory.Remove(rig.Channel);
        TaskKey key = await SubmitAsync(world, rig);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        RecordingChannel back = new(world.Router.Address);
        rig.Directory.Add(back);
        rig.Workers.OnConnected();
        Assert.Equal(world.Task(key).Slots[0].ResultDigest, (await back.UntilAsync<CommitFrame>()).ResultDigest);
    }

    private static async Task<TaskKey> SubmitAsync(QueueWorld world, MinerRig rig)
    {
        TaskObject request = world.Request();
        _ = rig.Announce(request);
        return await world.SubmitAsync(request, 0);
    }
}
