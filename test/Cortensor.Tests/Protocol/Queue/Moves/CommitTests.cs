using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class CommitTests
{
    [Fact]
    public void Commits_are_closed_while_an_open_slot_may_still_precommit()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1);
        Assert.Equal("TaskCommitsClosed", scene.At(Scene.Start + 40).Commit(0));
        Assert.Null(scene.At(Scene.Start + 41).Commit(0));
    }

    [Fact]
    public void Commits_are_closed_for_good_below_the_quorum()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0);
        Assert.Equal("TaskCommitsClosed", scene.At(Scene.Start + 41).Commit(0));
    }

    [Fact]
    public void The_first_commit_freezes_the_precommit_set()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1).At(Scene.Start + 45).Committed(1);
        Assert.Equal(0b011u, scene.Task.Open);
        Assert.Equal(Scene.Start + 40 + 30, scene.Task.CommitDeadline);
    }

    [Fact]
    public void A_commit_is_by_the_deadline()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0, 1);
        Assert.Null(scene.At(Scene.Start + 30).Commit(0));
        Assert.Equal("TaskDeadlinePassed", scene.At(Scene.Start + 31).Commit(1));
    }

    [Fact]
    public void The_deadline_route_has_a_deadline_too() =>
        Assert.Equal("TaskDeadlinePassed", new Scene(3).Assigned().Precommitted(0, 1).At(Scene.Start + 71).Commit(0));

    [Fact]
    public void Only_what_was_precommitted_can_be_committed_and_once()
    {
        Scene scene = new Scene(2, proof: ProofKind.Agreement).Assigned();
        Assert.Null(scene.Precommit(0, commitment: Keccak256.HashText("another")));
        Assert.Equal("TaskSlotNotYours", scene.Commit(1));
        scene.Precommitted(1).Committed(1);
        Assert.Equal("TaskCommitmentMismatch", scene.Commit(0));
        Assert.Equal("TaskSlotAlreadyMoved", scene.Commit(1));
    }

    [Fact]
    public void A_copied_commitment_opens_for_nobody_else()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0);
        Assert.Null(scene.Precommit(1, commitment: scene.Task.Slots[0].Commitment));
        scene.Committed(0);
        Assert.Equal("TaskCommitmentMismatch", scene.Commit(1));
    }

    [Fact]
    public void The_declared_counts_are_kept()
    {
        Scene scene = new Scene(1, proof: ProofKind.Agreement).Assigned().Precommitted(0);
        Assert.Null(scene.Commit(0, promptTokens: 3, outputTokens: 4));
        Assert.Equal(
            (3u, 4u, Scene.DigestOf(0)),
            (scene.Task.Slots[0].PromptTokens, scene.Task.Slots[0].OutputTokens, scene.Task.Slots[0].ResultDigest)
        );
        Assert.Equal(TaskState.Committed, scene.State);
    }

    [Fact]
    public void The_last_commit_pays_a_task_without_proof()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(2, 0);
        Assert.Equal(TaskState.Precommitted, scene.State);
        Assert.Null(scene.Commit(1));
        Assert.Equal(TaskState.Completed, scene.State);
        Assert.Equal(0b111u, scene.Task.Accepted);
        Assert.Equal(scene.Task.Charged, scene.Ended!.Settlement.Charged);
        Assert.All(scene.Task.Slots, static slot => Assert.Equal(new TokenAmount(232), slot.Paid)); // 80 % of 290
        Assert.All(scene.Ended.Settlement.Payments, static payment => Assert.Equal(new TokenAmount(3_333), payment.Bond));
    }
}
