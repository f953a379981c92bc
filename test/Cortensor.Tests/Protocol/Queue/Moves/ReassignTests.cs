namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class ReassignTests
{
    [Fact]
    public void An_unassigned_task_is_assigns_business() =>
        Assert.Equal("TaskTooEarly", new Scene(1).At(Scene.Start + 1_000).Reassign(Scene.Oracle, 0));

    [Fact]
    public void A_late_ack_closes_the_slot_at_the_second_after_the_deadline()
    {
        Scene scene = new Scene(2).Assigned();
        Assert.Null(scene.Ack(0));
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 5).Reassign(Scene.Oracle, 2));
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 10).Reassign(Scene.Stranger, 2));

        Assert.Null(scene.At(Scene.Start + 6).Reassign(Scene.Oracle, 2));

        Assert.Equal(0b101u, scene.Task.Open);
        Assert.Equal(2, scene.Task.Round);
    }

    [Fact]
    public void Anyone_may_after_the_grace() => Assert.Null(new Scene(1).Assigned().At(Scene.Start + 11).Reassign(Scene.Stranger, 1));

    [Fact]
    public void Who_acked_has_until_the_precommit_deadline()
    {
        Scene scene = new Scene(1).Assigned();
        Assert.Null(scene.Ack(0));
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 40).Reassign(Scene.Oracle, 1));
        Assert.Null(scene.At(Scene.Start + 41).Reassign(Scene.Oracle));
        Assert.Equal(0u, scene.Task.Open);
    }

    [Fact]
    public void Something_must_be_late_or_filled()
    {
        Scene scene = new Scene(2).Assigned().Precommitted(0, 1).At(Scene.Start + 41);
        Assert.Equal("TaskNodeCountOutOfRange", scene.Reassign(Scene.Oracle));
        Assert.Equal("TaskNodeCountOutOfRange", scene.Reassign(Scene.Oracle, 2));
    }

    [Fact]
    public void Closing_the_last_late_slot_in_the_last_round_opens_commits()
    {
        Scene scene = new(3);
        Assert.Null(scene.Assign(Scene.Router, 0));
        Assert.Null(scene.Assign(Scene.Router, 1));
        Assert.Null(scene.Assign(Scene.Router, 2));
        scene.Precommitted(0, 1).At(Scene.Start + 6);

        Assert.Null(scene.Reassign(Scene.Oracle));

        Assert.Equal(Scene.Start + 6 + 30, scene.Task.CommitDeadline);
        Assert.Null(scene.Commit(0));
    }

    [Fact]
    public void Nothing_is_reassigned_after_the_first_commit() =>
        Assert.Equal(
            "TaskPrecommitsFrozen",
            new Scene(2).Assigned().Precommitted(0, 1).Committed(0).At(Scene.Start + 500).Reassign(Scene.Oracle, 2)
        );
}
