using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue;

public sealed class TaskDeadlinesTests
{
    [Fact]
    public void A_new_task_waits_to_be_assigned_then_fails()
    {
        Scene scene = new(2);
        Assert.Equal(
            [
                new TaskDeadline(TimeoutMove.Assign, Scene.Start + 10),
                new TaskDeadline(TimeoutMove.Fail, Scene.Start + 30, FailReason.NotAssigned),
            ],
            TaskDeadlines.Of(scene.Task, Scene.Parameters)
        );
        Assert.Equal(Scene.Start + 10, TaskDeadlines.Next(scene.Task, Scene.Parameters, Scene.Start, isOracle: true));
        Assert.Equal(Scene.Start + 15, TaskDeadlines.Next(scene.Task, Scene.Parameters, Scene.Start, isOracle: false));
        Assert.Equal(Scene.Start + 30, TaskDeadlines.Next(scene.Task, Scene.Parameters, Scene.Start + 11, isOracle: true));
        Assert.Null(TaskDeadlines.Next(scene.Task, Scene.Parameters, Scene.Start + 31, isOracle: true));
    }

    [Fact]
    public void What_is_due_is_legal_and_what_is_not_is_refused()
    {
        Scene scene = new Scene(2).Assigned();
        Assert.Empty(TaskDeadlines.Due(scene.Task, Scene.Parameters, Scene.Start + 5, isOracle: true));
        TaskDeadline due = Assert.Single(TaskDeadlines.Due(scene.Task, Scene.Parameters, Scene.Start + 6, isOracle: true));
        Assert.Equal(TimeoutMove.Reassign, due.Move);
        Assert.Null(scene.At(Scene.Start + 6).Reassign(Scene.Oracle, 2, 3));
    }

    [Fact]
    public void A_committed_task_waits_for_its_completion()
    {
        Scene scene = new Scene(1, proof: ProofKind.Agreement).Assigned().Precommitted(0).Committed(0);
        Assert.Equal(
            [new TaskDeadline(TimeoutMove.Fail, Scene.Start + 30 + 60, FailReason.NotCompleted)],
            TaskDeadlines.Of(scene.Task, Scene.Parameters)
        );
    }

    [Fact]
    public void A_missing_commit_opens_completion_at_its_deadline()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(0, 2);
        Assert.Equal(new TaskDeadline(TimeoutMove.Complete, Scene.Start + 30), TaskDeadlines.Of(scene.Task, Scene.Parameters)[0]);
    }

    [Fact]
    public void An_ended_task_waits_for_nothing()
    {
        Scene scene = new Scene(1).At(Scene.Start + 31);
        Assert.Null(scene.Fail(Scene.Oracle, FailReason.NotAssigned));
        Assert.Empty(TaskDeadlines.Of(scene.Task, Scene.Parameters));
    }
}
