using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>A miner that opens its commitment with another digest: the chain refuses, and what was never opened costs the bond.</summary>
public sealed class MinerThatCommitsSomethingElseTests
{
    [Fact]
    public async Task One_of_three_is_refused_and_loses_its_bond()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        OtherDigest rogue = scene.Asked(1).Moves.Put(static chain => new OtherDigest(chain));
        QueueTask task = await EndedAsync(scene, rogue);
        Assert.Equal((TaskState.Completed, 0b101u), (task.Outcome, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2]], scene.Stream.Miners[1]);
    }

    [Fact]
    public async Task The_only_one_delivers_what_nobody_has_and_the_client_gets_all_back()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 1, Redundancy = 1 });
        _ = scene.Asked(0).Moves.Put(static chain => new OtherDigest(chain));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.UntilAsync("the delivery", snapshot => snapshot.Tasks[scene.Key].Committed == 1);
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline + scene.Network.Options.Parameters.CompleteWindow);
        Assert.Equal((TaskState.Failed, FailReason.NotCompleted), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task); // it was bound to nothing else, and keeps its bond
    }

    private static async Task<QueueTask> EndedAsync(TroubleScene scene, OtherDigest rogue)
    {
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.Log.WaitForAsync(
            "a refused commit",
            static line => line.Event == "MoveRefused" && line.Text.Contains("TaskCommitmentMismatch")
        );
        _ = await scene.Network.UntilAsync(
            "the honest commits",
            snapshot => System.Numerics.BitOperations.PopCount(snapshot.Tasks[scene.Key].Committed) == scene.Stream.Miners.Length - 1
        );
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline);
        Assert.Equal("TaskCommitmentMismatch", rogue.Code);
        Assert.InRange(rogue.Refusals, 1, 10);
        Assert.Empty(scene.Network.Log.Errors);
        return task;
    }
}
