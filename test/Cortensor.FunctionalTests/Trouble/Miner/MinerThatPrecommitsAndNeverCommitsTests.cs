using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>A miner that binds itself and never opens what it bound itself to: it loses its bond to the session.</summary>
public sealed class MinerThatPrecommitsAndNeverCommitsTests
{
    [Fact]
    public async Task One_of_three_loses_its_bond_and_the_others_are_paid()
    {
        await using TroubleScene scene = await SilentAsync(3, 2);
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline);
        Assert.Equal((TaskState.Completed, 0b011u), (task.Outcome, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners.Take(2), scene.Stream.Miners[2]);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task Two_of_three_lose_their_bonds_and_the_client_gets_all_back()
    {
        await using TroubleScene scene = await SilentAsync(3, 1, 2);
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline);
        Assert.Equal((TaskState.Failed, FailReason.TooFewCommits), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task, scene.Stream.Miners.Skip(1));
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task All_of_two_lose_their_bonds_and_the_client_gets_all_back()
    {
        await using TroubleScene scene = await SilentAsync(2, 0, 1);
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline);
        Assert.Equal((TaskState.Failed, FailReason.TooFewCommits), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }

    /// <summary>Everybody is bound; the commits of these slots are lost.</summary>
    private static async Task<TroubleScene> SilentAsync(byte redundancy, params int[] slots)
    {
        TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = redundancy, Redundancy = redundancy });
        foreach (int slot in slots)
        {
            _ = scene.Asked(slot).Moves.Put(static chain => new LostMoves(chain, "commit"));
        }

        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(redundancy);
        if (slots.Length < redundancy)
        {
            _ = await scene.Network.UntilAsync(
                "the honest commits",
                snapshot => System.Numerics.BitOperations.PopCount(snapshot.Tasks[scene.Key].Committed) == redundancy - slots.Length
            );
        }

        return scene;
    }
}
