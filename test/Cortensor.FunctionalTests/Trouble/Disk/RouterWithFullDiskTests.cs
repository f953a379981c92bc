using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Disk;

/// <summary>
/// A router whose block store takes nothing: new prompts are refused by code and cost nothing; results are sent again until there is room.
/// </summary>
public sealed class RouterWithFullDiskTests
{
    [Fact]
    public async Task New_prompts_are_refused_and_cost_nothing_until_there_is_room()
    {
        StoreOnDisk? disk = null;
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions { Miners = 3, RouterStore = store => disk = new StoreOnDisk(store) }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        Books before = Books.Of(network);
        disk!.IsFull = true;
        using (HttpResponseMessage refused = await AskAsync(network))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains(
                "storage_full",
                await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }

        Assert.Empty(network.Chain.Current.Tasks);
        Assert.Equal(before.Session, network.Balance);

        disk.IsFull = false;
        using HttpResponseMessage answered = await AskAsync(network);
        Assert.Equal(200, (int)answered.StatusCode);
        QueueTask task = await network.WaitForTaskAsync(new TaskKey(network.Session, new TaskId(1)), TaskState.Completed);
        before.AssertAfter(network, task, network.Miners.Select(static miner => miner.Address));
    }

    [Fact]
    public async Task Results_are_sent_again_and_everybody_is_paid()
    {
        StoreOnDisk? disk = null;
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = 3, RouterStore = store => disk = new StoreOnDisk(store) }
        );
        disk!.IsFull = true;
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        // The router's word costs the commit one pause at most.
        await scene.PrecommittedAsync(3);
        QueueTask committed = (
            await scene.Network.AdvanceUntilAsync(
                "every commit",
                snapshot => snapshot.Tasks[scene.Key].Committed == 0b111,
                TimeSpan.FromSeconds(20)
            )
        ).Tasks[scene.Key];
        Assert.Null(committed.Outcome);

        disk.IsFull = false;
        QueueTask task = await scene.EndWithinAsync(25);
        Assert.Equal((TaskState.Completed, 0b111u), (task.Outcome, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    private static Task<HttpResponseMessage> AskAsync(TestNetwork network) =>
        network.PostAsync(
            "/v1/chat/completions",
            """{"model":"test-model","max_tokens":64,"messages":[{"role":"user","content":"count"}]}""",
            TestContext.Current.CancellationToken
        );
}
