using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Queue.Moves;

public sealed class CompleteTests
{
    [Fact]
    public void Without_proof_router_owner_and_oracle_may_complete_nobody_else()
    {
        Assert.Equal("TaskCallerNotAllowed", OneMissing().Complete(Scene.Stranger, 0b011));
        Assert.Null(OneMissing().Complete(Scene.Router, 0b011));
        Assert.Null(OneMissing().Complete(Scene.Owner, 0b011));
        Assert.Null(OneMissing().Complete(Scene.Oracle, 0b011));
    }

    [Fact]
    public void With_proof_only_the_oracle_may()
    {
        Assert.Equal("TaskCallerNotAllowed", Committed(1, ProofKind.Agreement).Complete(Scene.Owner, 1));
        Assert.Null(Committed(1, ProofKind.Agreement).Complete(Scene.Oracle, 1));
    }

    [Fact]
    public void A_missing_commit_is_waited_for_until_its_deadline()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(0, 1);
        Assert.Equal("TaskTooEarly", scene.At(Scene.Start + 30).Complete(Scene.Router, 0b011));
        Assert.Null(scene.At(Scene.Start + 31).Complete(Scene.Router, 0b011));
        Assert.Equal(new TokenAmount(3_333), scene.Ended!.Settlement.Forfeited);
    }

    [Fact]
    public void Below_the_quorum_nothing_is_paid()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(0).At(Scene.Start + 31);
        Assert.Equal("TaskCommitsClosed", scene.Complete(Scene.Router, 0b001));
    }

    [Theory]
    [InlineData(0b000u, "TaskAcceptedSetInvalid")]
    [InlineData(0b001u, "TaskAcceptedSetInvalid")]
    [InlineData(0b1011u, "TaskAcceptedSetInvalid")]
    [InlineData(0b011u, null)]
    [InlineData(0b111u, null)]
    public void The_oracles_verdict_is_a_quorum_of_the_commits(uint accepted, string? code) =>
        Assert.Equal(code, Committed(3, ProofKind.Agreement).Complete(Scene.Oracle, accepted));

    [Fact]
    public void Without_proof_all_commits_are_accepted() =>
        Assert.Equal("TaskAcceptedSetInvalid", OneMissing().Complete(Scene.Oracle, 0b111));

    [Fact]
    public void Every_wei_goes_somewhere()
    {
        Scene scene = Committed(3, ProofKind.Agreement);
        Assert.Null(scene.Complete(Scene.Oracle, 0b011));

        TaskSettlement settlement = scene.Ended!.Settlement;
        Assert.Equal([232UL, 232UL, 0UL], settlement.Payments.Select(static payment => (ulong)payment.Share.Wei)); // 80 % of 290
        Assert.Equal(new TokenAmount(46), settlement.RouterShare); // 8 % of 580
        Assert.Equal(new TokenAmount(30), settlement.TreasuryShare); // 5 % of 580 is 29, and one wei of dust
        Assert.Equal(new TokenAmount(540), settlement.Charged);
        Assert.Equal(new TokenAmount(100_007 - 540), settlement.Returned);
        Assert.Equal(new TokenAmount(540), scene.Task.Charged);
        Assert.Equal(new TokenAmount(232), scene.Task.Slots[1].Paid);
        Assert.All(settlement.Payments, static payment => Assert.Equal(new TokenAmount(3_333), payment.Bond));
    }

    [Fact]
    public void A_slot_is_never_charged_above_its_ceiling()
    {
        Scene scene = new Scene(3).Assigned().Precommitted(0, 1, 2);
        for (byte slot = 0; slot < 3; slot++)
        {
            Assert.Null(scene.Commit(slot, promptTokens: uint.MaxValue, outputTokens: uint.MaxValue));
        }

        Assert.All(scene.Ended!.Settlement.Payments, static payment => Assert.Equal(new TokenAmount(33_335), payment.Gross));
    }

    /// <summary>Without proof, two of three committed and the deadline over.</summary>
    private static Scene OneMissing() => new Scene(3).Assigned().Precommitted(0, 1, 2).Committed(0, 1).At(Scene.Start + 31);

    private static Scene Committed(byte redundancy, ProofKind proof)
    {
        byte[] slots = [.. Enumerable.Range(0, redundancy).Select(static slot => (byte)slot)];
        return new Scene(redundancy, proof: proof).Assigned().Precommitted(slots).Committed(slots);
    }
}
