using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>A miner that works for nothing of its own: neither another's hash nor another's result earns it anything.</summary>
public sealed class MinerThatCopiesAHashTests
{
    [Fact]
    public async Task A_copied_commitment_names_its_maker_and_cannot_be_opened()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        CopiedCommitment copier = scene.Asked(1).Moves.Put(chain => new CopiedCommitment(chain, scene.Network.Chain, victim: 0));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(3);
        Assert.Equal(scene.Task.Slots[0].Commitment, scene.Task.Slots[1].Commitment);
        MoveResult opened = await TroubleScene.SoonAsync(copier.Opened);
        Assert.Equal((false, "TaskCommitmentMismatch"), (opened.Made, opened.Refusal?.Code));

        _ = await scene.Network.UntilAsync("the honest commits", snapshot => snapshot.Tasks[scene.Key].Committed == 0b101);
        QueueTask task = await scene.EndAfterAsync(scene.Task.CommitDeadline);
        Assert.Equal((TaskState.Completed, 0b101u), (task.Outcome, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2]], scene.Stream.Miners[1]);
    }

    [Fact]
    public async Task A_betrayed_result_names_its_maker_and_is_not_accepted_from_another()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        TestMiner victim = scene.Asked(0);
        _ = scene
            .Asked(1)
            .Moves.Put(chain => new CopiedResult(
                chain,
                scene.Network.Chain,
                victim: 0,
                (key, cancellationToken) => DigestOfAsync(scene.Network, victim, key, cancellationToken)
            ));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((TaskState.Completed, 0b111u, 0b101u), (task.Outcome, task.Committed, task.Accepted));
        Assert.Equal(task.Slots[0].ResultDigest, task.Slots[1].ResultDigest);
        Assert.Equal("wrong_miner", scene.Network.Oracle.VerdictOn(scene.Key)!.Slots.Single(static slot => slot.Slot == 1).Reason);
        // It opened what it bound itself to, so the bond comes back; it earned nothing.
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2]]);
    }

    [Fact]
    public async Task A_miner_that_declares_more_tokens_than_its_result_has_works_for_nothing()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        _ = scene.Asked(2).Moves.Put(static chain => new MoreTokens(chain, 40));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((0b111u, 0b011u), (task.Committed, task.Accepted));
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners.Take(2));
    }

    /// <summary>What the other journalled for the task; bounded by the miner's own life.</summary>
    private static async Task<Hash32> DigestOfAsync(TestNetwork network, TestMiner victim, TaskKey key, CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot _ in network.Chain.WatchAsync(cancellationToken))
        {
            if (await victim.Journal.FindAsync(key.Session, key.Task, cancellationToken) is ResultJournalEntry entry)
            {
                return entry.Digest;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
