using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// A chain that goes back behind a step of a task that every node has seen completed: each does again what the chain has forgotten, and
/// everybody is paid once.
/// </summary>
public sealed class ChainGoesBackTests
{
    [Fact]
    public async Task Behind_the_submit_nothing_was_paid_and_the_next_prompt_takes_the_place()
    {
        SavedChain? saved = null;
        await using TroubleScene scene = await AskAsync(network =>
        {
            saved = network.Chain.Save();
            return Task.CompletedTask;
        });
        scene.ReleaseAll();
        await CompletedAsync(scene);
        scene.Network.Chain.GoBackTo(saved!);
        Assert.Equal(scene.Before.Session, scene.Network.Balance);
        Assert.Equal(scene.Before.Accounts, Books.Of(scene.Network).Accounts);

        await SeenByAllAsync(scene);
        await using ChatStream again = await scene.Network.AskAsync("count", TroubleScene.MaxTokens);
        Assert.Equal(NetworkScenes.Answer, await again.ReadToEndAsync());
        Assert.Equal(scene.Key, again.Key);
        QueueTask task = await scene.Network.WaitForTaskAsync(again.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, again.Miners);
    }

    [Fact]
    public async Task Behind_the_precommits_they_are_made_again()
    {
        await using TroubleScene scene = await AskAsync();
        SavedChain saved = scene.Network.Chain.Save();
        scene.ReleaseAll();
        await CompletedAsync(scene);
        await PaidOnceAsync(scene, saved);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Behind_the_commits_no_bond_is_lost(int open)
    {
        await using TroubleScene scene = await AskAsync();
        LateMove[] late =
        [
            .. Enumerable.Range(open, 3 - open).Select(slot => scene.Asked(slot).Moves.Put(static chain => new LateMove(chain, "commit"))),
        ];
        scene.ReleaseAll();
        await Task.WhenAll(late.Select(static move => move.Sent)).WaitAsync(TroubleScene.Timeout);
        _ = await scene.Network.UntilAsync(
            "the others' commits",
            snapshot => System.Numerics.BitOperations.PopCount(snapshot.Tasks[scene.Key].Committed) == open
        );
        SavedChain saved = scene.Network.Chain.Save();
        foreach (LateMove move in late)
        {
            move.Let();
        }

        await CompletedAsync(scene);
        await PaidOnceAsync(scene, saved);
    }

    [Fact]
    public async Task Behind_the_completion_it_is_completed_again()
    {
        await using TroubleScene scene = await AskAsync();
        await scene.Network.Oracle.KillAsync();
        scene.ReleaseAll();
        _ = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Committed);
        SavedChain saved = scene.Network.Chain.Save();
        await scene.Network.Oracle.StartAsync();
        await CompletedAsync(scene);
        await PaidOnceAsync(scene, saved);
    }

    /// <summary>Miners keep results for as long as this test can possibly take: blocks come by the clock on the wall here.</summary>
    private static Task<TroubleScene> AskAsync(Func<TestNetwork, Task>? before = null) =>
        TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3, Miner = static miner => miner.KeepBlocks = 100_000 }, before);

    private static async Task CompletedAsync(TroubleScene scene)
    {
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        foreach (TestMiner miner in scene.Network.Miners)
        {
            _ = await scene.Network.Log.WaitForAsync(
                $"{miner.Name} leaving the task",
                line => line.Node == miner.Name && line.Event == "TaskLeft"
            );
        }
    }

    private static async Task PaidOnceAsync(TroubleScene scene, SavedChain saved)
    {
        scene.Network.Chain.GoBackTo(saved);
        Assert.Null(scene.Task.Outcome);
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }

    /// <summary>The router has let go of the place that the chain has taken back.</summary>
    private static Task SeenByAllAsync(TroubleScene scene)
    {
        ulong height = scene.Network.Chain.Current.Head.Number + 200;
        return scene.Network.UntilAsync("the height at which the chain was", snapshot => snapshot.Head.Number >= height);
    }
}
