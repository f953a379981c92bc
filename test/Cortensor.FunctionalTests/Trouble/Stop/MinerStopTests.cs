using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Stop;

/// <summary>
/// A miner that is told to stop: it finishes what it can within its deadline, declines what is not committed yet and keeps what it
/// promised.
/// </summary>
public sealed class MinerStopTests
{
    [Fact]
    public async Task An_answer_under_way_ends_and_is_paid()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miner = static miner => miner.DrainTimeout = TimeSpan.FromMinutes(5) }
        );
        TestMiner elected = scene.Asked(0);
        Task stopping = elected.StopAsync();
        _ = await scene.Network.Log.WaitForAsync("the word to stop", line => line.Node == elected.Name && line.Event == "Stopping");
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await stopping;
        Assert.NotEqual(0u, scene.Task.Committed & 1);
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task An_answer_that_is_not_done_at_the_deadline_is_declined_and_another_goes_on()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miner = static miner => miner.DrainTimeout = TimeSpan.FromSeconds(1) }
        );
        TestMiner elected = scene.Asked(0);
        await elected.StopAsync();
        QueueTask task = scene.Task;
        Assert.Equal(0u, task.Open & 1);
        Assert.Contains(task.Steps, static step => step.Move == "decline");
        scene.ReleaseAllBut(elected);
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(2);
        _ = await scene.Network.AdvanceUntilAsync(
            "the replacement",
            snapshot => snapshot.Tasks[scene.Key].Slots.Length == 4,
            TimeSpan.FromSeconds(120)
        );
        task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[1], scene.Stream.Miners[2], .. scene.Spares]);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task What_it_promised_it_opens_after_its_next_start()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = 3, Miner = static miner => miner.DrainTimeout = TimeSpan.FromSeconds(1) }
        );
        TestMiner promised = scene.Asked(1);
        NetworkScenes.Release(scene.Network, [promised.Address]);
        await scene.PrecommittedAsync(1);
        await promised.StopAsync();
        Assert.NotEqual(0u, scene.Task.Open & scene.Task.Precommitted & 2);
        await promised.RestartAsync();
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }
}
