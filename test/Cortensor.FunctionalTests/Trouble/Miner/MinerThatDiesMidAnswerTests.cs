using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>
/// A miner that says on chain that it works on the task, streams, and dies. The client's stream goes on at once; the chain waits for the
/// precommit deadline, because only the miner may give up its slot before (decision 0002).
/// </summary>
public sealed class MinerThatDiesMidAnswerTests
{
    private const int AckAfterSeconds = 4;

    [Fact]
    public async Task Two_of_three_go_on_after_the_precommit_deadline_and_are_paid()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 4 });
        TestMiner dead = await KilledAfterItsAckAsync(scene);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(2);

        ulong deadline = scene.Task.PrecommitDeadline;
        QueueTask task = await scene.EndAfterAsync(deadline);
        Assert.Equal((TaskState.Completed, 1, 0b110u), (task.Outcome, (int)task.Round, task.Accepted));
        Assert.All(task.Steps.Where(static step => step.Move == "commit"), step => Assert.Equal(deadline + 1, step.Timestamp));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners.Skip(1));
        Assert.DoesNotContain(task.Slots, slot => slot.Miner == dead.Address && !slot.Bond.Equals(default));
    }

    [Fact]
    public async Task The_only_one_is_followed_by_the_spare_that_took_the_stream()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 2, Redundancy = 1 });
        _ = await KilledAfterItsAckAsync(scene);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        ulong deadline = scene.Task.PrecommitDeadline;
        QueueTask task = await scene.EndAfterAsync(deadline);
        Assert.Equal((TaskState.Completed, 2, 0b10u), (task.Outcome, (int)task.Round, task.Accepted));
        Assert.Equal(deadline + 1, task.Steps.Single(static step => step.Move == "reassign").Timestamp);
        scene.Before.AssertAfter(scene.Network, task, scene.Spares);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task One_that_comes_back_in_time_keeps_its_slot_and_is_paid(byte redundancy)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = redundancy + 1, Redundancy = redundancy }
        );
        TestMiner back = await KilledAfterItsAckAsync(scene);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await back.RestartAsync();

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, (1u << redundancy) - 1), ((int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    private static async Task<TestMiner> KilledAfterItsAckAsync(TroubleScene scene)
    {
        await scene.Network.AdvanceAsync(TimeSpan.FromSeconds(AckAfterSeconds));
        _ = await scene.Network.UntilAsync("every ack", snapshot => snapshot.Tasks[scene.Key].Acked == snapshot.Tasks[scene.Key].Open);
        await scene.Asked(0).KillAsync();
        return scene.Asked(0);
    }
}
