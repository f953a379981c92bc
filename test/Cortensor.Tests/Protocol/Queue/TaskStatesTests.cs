using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue;

public sealed class TaskStatesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(16, 9)]
    public void Quorum_is_more_than_half(byte redundancy, int quorum) =>
        Assert.Equal(quorum, TaskStates.Quorum(new Scene(redundancy).Task));

    [Fact]
    public void The_state_is_that_of_the_least_advanced_open_slot()
    {
        Scene scene = new(3, proof: ProofKind.Agreement);
        Assert.Equal(TaskState.Queued, scene.State);

        scene.Assigned();
        Assert.Equal(TaskState.Queued, scene.State);
        Assert.Null(scene.Ack(0));
        scene.Precommitted(1);
        Assert.Equal(TaskState.Queued, scene.State);
        Assert.Null(scene.Ack(2));
        Assert.Equal(TaskState.Acked, scene.State);
        scene.Precommitted(0, 2);
        Assert.Equal(TaskState.Precommitted, scene.State);
        scene.Committed(0, 1);
        Assert.Equal(TaskState.Precommitted, scene.State);
        scene.Committed(2);
        Assert.Equal(TaskState.Committed, scene.State);
        Assert.Null(scene.Complete(Scene.Oracle, 0b111));
        Assert.Equal(TaskState.Completed, scene.State);
    }

    [Fact]
    public void A_vacancy_that_can_be_filled_holds_the_task_at_acked()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1);
        Assert.Null(scene.Decline(2));
        Assert.Equal(TaskState.Acked, scene.State);
    }

    [Fact]
    public void A_vacancy_that_cannot_be_filled_does_not()
    {
        Scene scene = new(3);
        Assert.Null(scene.Assign(Scene.Router, 0));
        Assert.Null(scene.Assign(Scene.Router, 1));
        Assert.Null(scene.Assign(Scene.Router, 2));
        scene.Precommitted(0, 1);
        Assert.Null(scene.Decline(2));
        Assert.Equal(TaskState.Precommitted, scene.State);
        Assert.Equal(Scene.Start + 30, scene.Task.CommitDeadline);
    }

    [Fact]
    public void A_bitmap_is_described_by_its_states() =>
        Assert.Equal(
            "Queued or Committed",
            TaskStates.Describe((byte)(TaskStates.Bit(TaskState.Queued) | TaskStates.Bit(TaskState.Committed)))
        );
}
