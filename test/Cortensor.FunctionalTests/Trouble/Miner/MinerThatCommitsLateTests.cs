using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>
/// A miner whose commit is under way for too long: the deadline's own second is in time, the grace after it is not, whoever has acted by
/// then.
/// </summary>
public sealed class MinerThatCommitsLateTests
{
    [Fact]
    public async Task In_the_last_second_it_is_in_time_and_paid()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        LateMove late = await UnderWayAsync(scene);
        await scene.PassAsync(scene.Task.CommitDeadline - 1);
        late.Let();
        Assert.True((await TroubleScene.SoonAsync(late.End)).Made);
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    [Fact]
    public async Task In_the_grace_it_is_late_though_nobody_has_settled_yet()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        LateMove late = await UnderWayAsync(scene);
        await scene.Network.Oracle.KillAsync();
        await scene.PassAsync(scene.Task.CommitDeadline);
        Assert.Null(scene.Task.Outcome);
        late.Let();
        MoveResult result = await TroubleScene.SoonAsync(late.End);
        Assert.Equal((false, "TaskDeadlinePassed"), (result.Made, result.Refusal?.Code));

        await scene.Network.Oracle.StartAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b101u, task.Accepted);
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2]], scene.Stream.Miners[1]);
    }

    [Fact]
    public async Task After_the_settlement_there_is_nothing_left_to_deliver_to()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 1, Redundancy = 1 });
        LateMove late = scene.Asked(0).Moves.Put(static chain => new LateMove(chain, "deliver"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await late.Sent.WaitAsync(TroubleScene.Timeout);
        QueueTask task = await scene.EndAfterAsync(scene.Task.PrecommitDeadline + scene.Network.Options.Parameters.AssignWindow);
        late.Let();
        MoveResult result = await TroubleScene.SoonAsync(late.End);
        Assert.Equal((false, "TaskUnexpectedState"), (result.Made, result.Refusal?.Code));
        Assert.Equal((TaskState.Failed, FailReason.TooFewPrecommits), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task);
    }

    /// <summary>The second miner's commit is under way, the others have committed.</summary>
    private static async Task<LateMove> UnderWayAsync(TroubleScene scene)
    {
        LateMove late = scene.Asked(1).Moves.Put(static chain => new LateMove(chain, "commit"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await late.Sent.WaitAsync(TroubleScene.Timeout);
        _ = await scene.Network.UntilAsync("the others' commits", snapshot => snapshot.Tasks[scene.Key].Committed == 0b101);
        return late;
    }
}
