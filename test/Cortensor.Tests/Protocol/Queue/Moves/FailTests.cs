using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class FailTests
{
    [Fact]
    public void Nobody_assigned_in_three_windows()
    {
        Assert.Equal("TaskTooEarly", new Scene(1).At(Scene.Start + 30).Fail(Scene.Oracle, FailReason.NotAssigned));
        Assert.Equal("TaskTooEarly", new Scene(1).At(Scene.Start + 35).Fail(Scene.Stranger, FailReason.NotAssigned));
        Assert.Null(new Scene(1).At(Scene.Start + 31).Fail(Scene.Oracle, FailReason.NotAssigned));
        Assert.Null(new Scene(1).At(Scene.Start + 36).Fail(Scene.Stranger, FailReason.NotAssigned));
    }

    [Fact]
    public void Everybody_declined_leaves_a_window_to_assign_again()
    {
        Scene scene = new Scene(1).Assigned();
        Assert.Null(scene.Decline(0));
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 50).Fail(Scene.Oracle, FailReason.NotAssigned));
        Assert.Null(scene.At(Scene.Start + 51).Fail(Scene.Oracle, FailReason.NotAssigned));
    }

    [Fact]
    public void Too_few_precommits_gives_every_bond_back()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0).At(Scene.Start + 51);
        Assert.Equal("TaskUnexpectedState", scene.Fail(Scene.Oracle, FailReason.TooFewCommits));
        Assert.Null(scene.Fail(Scene.Oracle, FailReason.TooFewPrecommits));
        Assert.Equal(TokenAmount.Zero, scene.Ended!.Settlement.Forfeited);
        Assert.Equal(new TokenAmount(3_333), Assert.Single(scene.Ended.Settlement.Payments).Bond);
        Assert.Equal(scene.Task.Ceiling, scene.Ended.Settlement.Returned);
    }

    [Fact]
    public void Too_few_commits_takes_the_bonds_of_the_silent()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(0);
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 30).Fail(Scene.Oracle, FailReason.TooFewCommits));
        Assert.Null(scene.At(Scene.Start + 31).Fail(Scene.Oracle, FailReason.TooFewCommits));
        Assert.Equal(new TokenAmount(6_666), scene.Ended!.Settlement.Forfeited);
        Assert.Equal(new TokenAmount(100_007 + 6_666), scene.Ended.Settlement.Returned);
        Assert.Equal((byte)0, Assert.Single(scene.Ended.Settlement.Payments).Slot);
    }

    [Fact]
    public void Nobody_committed_at_all()
    {
        Scene scene = new Scene(1).Assigned().Precommitted(0).At(Scene.Start + 31);
        Assert.Null(scene.Fail(Scene.Oracle, FailReason.TooFewCommits));
        Assert.Equal(new TokenAmount(10_000), scene.Ended!.Settlement.Forfeited);
    }

    [Fact]
    public void No_agreement_is_the_oracles_verdict_where_there_is_a_proof()
    {
        Assert.Equal("TaskUnexpectedState", Committed(ProofKind.None).Fail(Scene.Oracle, FailReason.NoAgreement));
        Assert.Equal("TaskCallerNotAllowed", Committed(ProofKind.Agreement).Fail(Scene.Stranger, FailReason.NoAgreement));
        Scene scene = Committed(ProofKind.Agreement);
        Assert.Null(scene.Fail(Scene.Oracle, FailReason.NoAgreement));
        Assert.Equal(TokenAmount.Zero, scene.Ended!.Settlement.Forfeited);
        Assert.Equal((TaskState.Failed, FailReason.NoAgreement), (scene.State, scene.Task.Failure));
    }

    [Fact]
    public void A_verdict_waits_for_the_commits()
    {
        Scene scene = new Scene(3, proof: ProofKind.Agreement).Assigned().Precommitted(0, 1, 2).Committed(0, 1);
        Assert.Equal("TaskTooEarly", scene.Fail(Scene.Oracle, FailReason.NoAgreement));
        Assert.Null(scene.At(Scene.Start + 31).Fail(Scene.Oracle, FailReason.NoAgreement));
        Assert.Equal(new TokenAmount(3_333), scene.Ended!.Settlement.Forfeited);
    }

    [Fact]
    public void A_dead_oracle_refunds_the_client_and_returns_the_bonds()
    {
        Scene scene = Committed(ProofKind.Agreement);
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 30 + 60 + 5).Fail(Scene.Stranger, FailReason.NotCompleted));
        Assert.Null(scene.At(Scene.Start + 30 + 60 + 6).Fail(Scene.Stranger, FailReason.NotCompleted));
        Assert.Equal(2, scene.Ended!.Settlement.Payments.Length);
    }

    [Fact]
    public void An_ended_task_takes_no_move()
    {
        Scene scene = Committed(ProofKind.None);
        Assert.Equal(TaskState.Completed, scene.State);
        Assert.Equal("TaskUnexpectedState", scene.Fail(Scene.Oracle, FailReason.NotCompleted));
        Assert.Equal("TaskUnexpectedState", scene.Complete(Scene.Owner, 0b11));
        Assert.Equal("TaskUnexpectedState", scene.Commit(0));
        Assert.Equal("TaskUnexpectedState", scene.Precommit(0));
        Assert.Equal("TaskUnexpectedState", scene.Reassign(Scene.Oracle, 3));
    }

    private static Scene Committed(ProofKind proof) => new Scene(2, proof: proof).Assigned().Precommitted(0, 1).Committed(0, 1);
}
