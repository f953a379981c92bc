using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class DeliverTests
{
    [Fact]
    public void One_answer_without_proof_is_paid_at_once_and_locks_nothing()
    {
        Scene scene = new Scene(1).Assigned();
        Assert.Null(scene.At(Scene.Start + 7).Deliver(0));
        Assert.Equal(TaskState.Completed, scene.State);
        Assert.Equal((1u, 1u, 1u, 1u), (scene.Task.Open, scene.Task.Precommitted, scene.Task.Committed, scene.Task.Accepted));
        Assert.Equal(Scene.Start + 7, scene.Task.CommitDeadline);
        Assert.Equal(TokenAmount.Zero, scene.Task.Slots[0].Bond);
        Assert.Equal(new TokenAmount(232), scene.Task.Slots[0].Paid); // 80 % of 10 × 3 + 20 × 13
        Assert.Equal(scene.Task.Ceiling - scene.Task.Charged, scene.Ended!.Settlement.Returned);
    }

    [Fact]
    public void One_answer_with_proof_waits_for_the_verdict_with_its_bond()
    {
        Scene scene = new Scene(1, proof: ProofKind.Agreement).Assigned();
        Assert.Null(scene.Deliver(0));
        Assert.Equal(TaskState.Committed, scene.State);
        Assert.Null(scene.Ended);
        TokenAmount bond = scene.Task.Slots[0].Bond;
        Assert.NotEqual(TokenAmount.Zero, bond);
        Assert.Null(scene.Complete(Scene.Oracle, 1));
        Assert.Equal(bond, Assert.Single(scene.Ended!.Settlement.Payments).Bond);
    }

    [Fact]
    public void A_delivery_nobody_judges_is_refunded_a_window_after_it()
    {
        Scene scene = new Scene(1, proof: ProofKind.Agreement).Assigned().At(Scene.Start + 3);
        Assert.Null(scene.Deliver(0));
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 63).Fail(Scene.Oracle, FailReason.NotCompleted));
        Assert.Null(scene.At(Scene.Start + 64).Fail(Scene.Oracle, FailReason.NotCompleted));
        Assert.Equal(TokenAmount.Zero, scene.Ended!.Settlement.Forfeited);
        Assert.Equal(scene.Task.Ceiling, scene.Ended.Settlement.Returned);
    }

    [Fact]
    public void With_more_answers_a_precommit_comes_first()
    {
        Scene scene = new Scene(2).Assigned();
        Assert.Equal("TaskNeedsPrecommit", scene.Deliver(0));
        Assert.Equal("TaskNeedsPrecommit", scene.Deliver(0, Scene.Stranger));
    }

    [Fact]
    public void Only_the_open_slots_miner_delivers_by_the_precommit_deadline()
    {
        Scene scene = new Scene(1).Assigned();
        Assert.Equal("TaskSlotNotYours", scene.Deliver(0, Scene.Stranger));
        Assert.Equal("TaskDeadlinePassed", scene.At(Scene.Start + 41).Deliver(0));
        Assert.Null(scene.At(Scene.Start + 40).Deliver(0)); // a late ack costs the slot only when somebody closes it
        Assert.Equal("TaskUnexpectedState", scene.Deliver(0));
    }

    [Fact]
    public void After_a_reassign_the_replacement_delivers()
    {
        Scene scene = new Scene(1).Assigned().At(Scene.Start + 6);
        Assert.Null(scene.Reassign(Scene.Oracle, 1));
        Assert.Equal("TaskSlotNotYours", scene.Deliver(0));
        Assert.Null(scene.Deliver(1));
        Assert.Equal(TokenAmount.Zero, scene.Task.Slots[0].Paid);
    }

    [Fact]
    public void Who_precommitted_commits()
    {
        Scene scene = new Scene(1).Assigned().Precommitted(0);
        Assert.Equal("TaskSlotAlreadyMoved", scene.Deliver(0));
        Assert.Null(scene.Commit(0));
        Assert.Equal(TaskState.Completed, scene.State);
    }

    [Fact]
    public void After_the_deadline_there_is_the_refund_and_nothing_else()
    {
        Scene scene = new Scene(1).Assigned().At(Scene.Start + 51);
        Assert.Null(scene.Fail(Scene.Oracle, FailReason.TooFewPrecommits));
        Assert.Equal("TaskUnexpectedState", scene.Deliver(0));
    }
}
