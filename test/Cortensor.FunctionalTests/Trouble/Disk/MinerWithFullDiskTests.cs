using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Disk;

/// <summary>
/// A miner that cannot journal its answer: it promises nothing, hands back what it holds in time for another, refuses new work by code, and
/// works again when there is room. What it promised before, it keeps.
/// </summary>
public sealed class MinerWithFullDiskTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_hands_back_what_it_holds_and_another_is_paid(byte redundancy)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = redundancy + 1, Redundancy = redundancy }
        );
        TestMiner full = scene.Asked(0);
        full.Disk.IsFull = true;
        scene.ReleaseAll();
        await scene.PrecommittedAsync(redundancy - 1);
        QueueTask task = await scene.EndWithinAsync(30);
        await scene.ReadWholeAnswerAsync();
        Assert.Equal((TaskState.Completed, 2), (task.Outcome, (int)task.Round));
        Assert.Contains(task.Steps, static step => step.Move == "decline");
        scene.Before.AssertAfter(scene.Network, task, [.. scene.Stream.Miners.Skip(1), .. scene.Spares]);
        Assert.Empty(await full.Journal.ListAsync(default));
        AssertAlarm(scene, full);
    }

    [Fact]
    public async Task It_refuses_new_work_until_there_is_room_again()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 2, Redundancy = 1 });
        TestMiner full = scene.Asked(0);
        full.Disk.IsFull = true;
        scene.ReleaseAll();
        _ = await scene.EndWithinAsync(30);
        await scene.ReadWholeAnswerAsync();
        int runs = full.Engine.Requests.Count;

        // Prompts until one falls to it: it does not even begin.
        Books before = Books.Of(scene.Network);
        await using ChatStream second = await scene.Network.AskAsync("count", TroubleScene.MaxTokens);
        Assert.Equal(NetworkScenes.Answer, await second.ReadToEndAsync());
        _ = await scene.Network.AdvanceUntilAsync(
            "the second task's end",
            snapshot => snapshot.Tasks.TryGetValue(second.Key, out QueueTask? task) && task.Outcome is not null,
            TimeSpan.FromSeconds(30)
        );
        before.AssertAfter(scene.Network, scene.Network.Chain.Current.Tasks[second.Key], scene.Spares);
        Assert.Equal(runs, full.Engine.Requests.Count);

        full.Disk.IsFull = false;
        _ = await scene.Network.Log.WaitForAsync("a journal that works", line => line.Node == full.Name && line.Event == "JournalWorks");
        await scene.Network.MinerAt(scene.Spares.Single()).KillAsync();
        before = Books.Of(scene.Network);
        await using ChatStream third = await scene.Network.AskAsync("count", TroubleScene.MaxTokens);
        Assert.Equal(NetworkScenes.Answer, await third.ReadToEndAsync());
        _ = await scene.Network.AdvanceUntilAsync(
            "the third task's end",
            snapshot => snapshot.Tasks.TryGetValue(third.Key, out QueueTask? task) && task.Outcome is not null,
            TimeSpan.FromSeconds(60)
        );
        before.AssertAfter(scene.Network, scene.Network.Chain.Current.Tasks[third.Key], [full.Address]);
        AssertAlarm(scene, full);
    }

    [Fact]
    public async Task It_keeps_the_promise_it_had_made_before()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        scene.ReleaseAllBut(scene.Asked(0));
        await scene.PrecommittedAsync(2);
        TestMiner full = scene.Asked(1);
        full.Disk.IsFull = true;
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    private static void AssertAlarm(TroubleScene scene, TestMiner full)
    {
        LogLine alarm = Assert.Single(scene.Network.Log.Errors);
        Assert.Equal((full.Name, "JournalFull"), (alarm.Node, alarm.Event));
        Assert.Contains("storage_full", alarm.Text, StringComparison.Ordinal);
    }
}
