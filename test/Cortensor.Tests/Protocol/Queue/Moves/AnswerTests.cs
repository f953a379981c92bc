using Cortensor.Primitives;

namespace Cortensor.Tests.Protocol.Queue.Moves;

/// <summary>Ack, decline and precommit: the moves of a miner before it commits.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void Ack_is_by_the_deadline_once_and_by_the_owner_of_the_slot()
    {
        Scene scene = new Scene(2).Assigned();
        Assert.Equal("TaskSlotNotYours", scene.Ack(0, Scene.Account(1)));
        Assert.Equal("TaskSlotNotYours", scene.Ack(7, Scene.Account(0)));
        Assert.Null(scene.At(Scene.Start + 5).Ack(0));
        Assert.Equal("TaskSlotAlreadyMoved", scene.Ack(0));
        Assert.Equal("TaskDeadlinePassed", scene.At(Scene.Start + 6).Ack(1));
    }

    [Fact]
    public void A_precommit_implies_the_ack() => Assert.Equal("TaskSlotAlreadyMoved", new Scene(2).Assigned().Precommitted(0).Ack(0));

    [Fact]
    public void Decline_closes_the_slot_and_is_legal_until_the_precommit_deadline()
    {
        Scene scene = new Scene(2).Assigned();
        Assert.Null(scene.At(Scene.Start + 40).Decline(0));
        Assert.Equal(0b10u, scene.Task.Open);
        Assert.Equal("TaskSlotNotYours", scene.Decline(0));
        Assert.Equal("TaskDeadlinePassed", scene.At(Scene.Start + 41).Decline(1));
        Assert.Equal("TaskSlotAlreadyMoved", new Scene(2).Assigned().Precommitted(0).Decline(0));
    }

    [Fact]
    public void A_precommit_locks_ten_percent_of_the_slots_ceiling()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0);
        Assert.Equal(new TokenAmount(3_333), scene.Task.Slots[0].Bond); // 100,007 / 3 / 10, each rounded down
    }

    [Fact]
    public void A_precommit_is_refused_in_the_order_of_the_decision()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0);
        Assert.Equal("TaskSlotNotYours", scene.Precommit(1, Scene.Account(0)));
        Assert.Equal("TaskSlotAlreadyMoved", scene.Precommit(0));
        Assert.Equal("TaskDeadlinePassed", scene.At(Scene.Start + 41).Precommit(1, commitment: Hash32.Zero));
        Assert.Equal("TaskCommitmentEmpty", scene.At(Scene.Start + 40).Precommit(1, commitment: Hash32.Zero));
        scene.Balance = new TokenAmount(4_999);
        Assert.Equal("PaymentInsufficientAccount", scene.Precommit(1));
        scene.Balance = new TokenAmount(5_000);
        Assert.Null(scene.Precommit(1));
    }

    [Fact]
    public void A_late_ack_that_nobody_closed_may_still_precommit() =>
        Assert.Null(new Scene(1).Assigned().At(Scene.Start + 39).Precommit(0));

    [Fact]
    public void The_precommit_that_completes_the_set_starts_the_commit_clock()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0);
        Assert.Equal(0UL, scene.Task.CommitDeadline);
        scene.At(Scene.Start + 7).Precommitted(1);
        Assert.Equal(Scene.Start + 37, scene.Task.CommitDeadline);
    }

    [Fact]
    public void No_precommit_joins_after_the_first_commit()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1).At(Scene.Start + 41).Committed(0);
        Assert.Equal("TaskPrecommitsFrozen", scene.Precommit(2));
    }
}
