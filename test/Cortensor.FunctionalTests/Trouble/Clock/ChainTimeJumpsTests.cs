using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Testing.Time;

namespace Cortensor.FunctionalTests.Trouble.Clock;

/// <summary>A chain whose time jumps ahead by a minute from one block to the next, while the nodes' own clocks stand still.</summary>
public sealed class ChainTimeJumpsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Before_the_precommits_others_are_asked_and_paid()
    {
        await using TroubleScene scene = await AskAsync(6);
        Jump(scene);
        QueueTask reassigned = (await scene.Network.UntilAsync("a second round", snapshot => snapshot.Tasks[scene.Key].Round == 2)).Tasks[
            scene.Key
        ];
        Assert.Equal(0b111000u, reassigned.Open);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, scene.Spares);
    }

    [Fact]
    public async Task Before_the_precommits_with_nobody_left_the_client_gets_all_back()
    {
        await using TroubleScene scene = await AskAsync(3);
        Jump(scene);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Failed);
        Assert.Equal(FailReason.TooFewPrecommits, task.Failure);
        scene.Before.AssertRefunded(scene.Network, task);
    }

    [Fact]
    public async Task Between_precommit_and_commit_it_costs_the_bonds_as_the_rules_say()
    {
        await using TroubleScene scene = await AskAsync(3);
        foreach (TestMiner miner in scene.Network.Miners)
        {
            _ = miner.Moves.Put(static chain => new LostMoves(chain, "commit"));
        }

        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(3);
        Jump(scene);
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Failed);
        Assert.Equal(FailReason.TooFewCommits, task.Failure);
        scene.Before.AssertRefunded(scene.Network, task, scene.Stream.Miners);
    }

    [Fact]
    public async Task Between_commit_and_completion_nothing_is_lost()
    {
        await using TroubleScene scene = await AskAsync(3);
        await scene.Network.Oracle.KillAsync();
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Committed);
        Jump(scene);
        await scene.Network.Oracle.StartAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    [Fact]
    public async Task Hours_ahead_of_every_node_results_can_still_be_read_and_paid()
    {
        await using TroubleScene scene = await AskAsync(3, TimeSpan.FromHours(3));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    private static void Jump(TroubleScene scene)
    {
        scene.Network.Clock.Advance(Minute);
        scene.Network.Chain.Mine();
    }

    /// <summary>Nodes with a clock of their own, which stands still.</summary>
    private static Task<TroubleScene> AskAsync(int miners, TimeSpan behind = default)
    {
        FakeClock still = new();
        return TroubleScene.AskAsync(new TestNetworkOptions { Miners = miners, NodeClock = (_, _) => new ShiftedClock(still, -behind) });
    }
}
