using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Oracle;

/// <summary>
/// The oracle killed at each of its moves, before the chain has it and after: the same one started again, or a second one, goes on from the
/// chain alone. Nothing is paid twice and no miner is asked twice.
/// </summary>
public sealed class OracleKilledTests
{
    public static TheoryData<bool, bool> Kills =>
        new()
        {
            { false, false },
            { false, true },
            { true, false },
            { true, true },
        };

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task At_assign(bool after, bool second)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = 4, RouterLedger = static chain => new SubmitsWithoutMiners(chain) }
        );
        KillPoint point = scene.Network.Oracle.Moves.Put(chain => new KillPoint(chain, "assign", after));
        await scene.PassAsync(scene.Task.CreatedAt + scene.Network.Options.Parameters.AssignWindow);
        await KilledAsync(scene, point, second);
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        Assert.Equal(scene.Stream.Miners, task.Slots.Select(static slot => slot.Miner));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task At_reassign(bool after, bool second)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 4 });
        KillPoint point = scene.Network.Oracle.Moves.Put(chain => new KillPoint(chain, "reassign", after));
        _ = scene.Asked(1).Moves.Put(static chain => new LostMoves(chain, "ack", "precommit"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(2);
        await scene.PassAsync(scene.Task.AckDeadline);
        await KilledAsync(scene, point, second);

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((2, 4, 0b1101u), ((int)task.Round, task.Slots.Length, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2], .. scene.Spares]);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task At_fail(bool after, bool second)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        KillPoint point = scene.Network.Oracle.Moves.Put(chain => new KillPoint(chain, "fail", after));
        _ = scene.Asked(0).Moves.Put(static chain => new LostMoves(chain, "commit"));
        _ = scene.Asked(1).Moves.Put(static chain => new LostMoves(chain, "commit"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.UntilAsync("the honest commit", snapshot => snapshot.Tasks[scene.Key].Committed == 0b100);
        await scene.PassAsync(scene.Task.CommitDeadline);
        await KilledAsync(scene, point, second);

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Failed);
        Assert.Equal(FailReason.TooFewCommits, task.Failure);
        _ = Assert.Single(task.Steps, static step => step.Move == "fail");
        scene.Before.AssertRefunded(scene.Network, task, scene.Stream.Miners.Take(2));
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task At_complete(bool after, bool second)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        KillPoint point = scene.Network.Oracle.Moves.Put(chain => new KillPoint(chain, "complete", after));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await KilledAsync(scene, point, second);

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        _ = Assert.Single(task.Steps, static step => step.Move == "complete");
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_it_judges(bool second)
    {
        GatedEmbedder embedder = new();
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3, Embedder = embedder });
        embedder.Close();
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await embedder.Reached.WaitAsync(TroubleScene.Timeout);
        Assert.Null(scene.Network.Oracle.VerdictOn(scene.Key));
        await scene.Network.Oracle.KillAsync();
        embedder.Open();
        await GoOnAsync(scene, second);

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    [Fact]
    public async Task For_good_so_that_anyone_refunds_the_client_and_the_miners_keep_their_bonds()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        await scene.Network.Oracle.KillAsync();
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Committed);
        QueueParameters parameters = scene.Network.Options.Parameters;
        IQueueLedger anyone = scene.Network.Chain.As(Address.Parse("0x00000000000000000000000000000000000000aa")).Queue;
        await scene.PassAsync(scene.Task.CommitDeadline + parameters.CompleteWindow + parameters.Grace - 1);
        Assert.Equal("TaskTooEarly", (await anyone.FailAsync(scene.Key, FailReason.NotCompleted, default)).Refusal?.Code);
        await scene.PassAsync(scene.Task.CommitDeadline + parameters.CompleteWindow + parameters.Grace);
        Assert.True((await anyone.FailAsync(scene.Key, FailReason.NotCompleted, default)).Made);
        scene.Before.AssertRefunded(scene.Network, scene.Task);
    }

    private static async Task KilledAsync(TroubleScene scene, KillPoint point, bool second)
    {
        await point.Reached.WaitAsync(TroubleScene.Timeout);
        await scene.Network.Oracle.KillAsync();
        scene.Network.Oracle.Moves.Clear();
        await GoOnAsync(scene, second);
    }

    private static Task GoOnAsync(TroubleScene scene, bool second) =>
        second ? scene.Network.SecondOracle.StartAsync() : scene.Network.Oracle.StartAsync();
}
