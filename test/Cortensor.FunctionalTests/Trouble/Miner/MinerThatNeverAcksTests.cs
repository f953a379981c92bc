using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>A miner of which the chain hears nothing: replaced when the ack window is over, unpaid, without a bond to lose.</summary>
public sealed class MinerThatNeverAcksTests
{
    [Fact]
    public async Task One_of_three_is_replaced_and_the_other_three_are_paid()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 4 });
        TestMiner silent = scene.Asked(1);
        _ = silent.Moves.Put(static chain => new LostMoves(chain, "ack", "precommit", "commit", "deliver"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(2);

        QueueTask task = await scene.EndAfterAsync(scene.Task.AckDeadline);
        Assert.Equal((TaskState.Completed, 2, 0b1101u), (task.Outcome, (int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2], .. scene.Spares]);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task The_only_one_is_replaced_and_the_client_has_its_answer_already()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 2, Redundancy = 1 });
        TestMiner silent = scene.Asked(0);
        _ = silent.Moves.Put(static chain => new LostMoves(chain, "ack", "precommit", "commit", "deliver"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        QueueTask task = await scene.EndAfterAsync(scene.Task.AckDeadline);
        Assert.Equal((TaskState.Completed, 2, 0b10u), (task.Outcome, (int)task.Round, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Spares);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Fact]
    public async Task Where_nobody_acks_and_nobody_is_left_all_is_refunded()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        foreach (TestMiner miner in scene.Network.Miners)
        {
            _ = miner.Moves.Put(static chain => new LostMoves(chain, "ack", "precommit", "commit", "deliver"));
        }

        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        QueueTask task = await scene.EndAfterAsync(scene.Task.PrecommitDeadline + scene.Network.Options.Parameters.AssignWindow);
        Assert.Equal((TaskState.Failed, FailReason.TooFewPrecommits), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task);
        Assert.Empty(scene.Network.Log.Errors);
    }
}
