using Cortensor.Chain.Rpc.Endpoints;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Rpc.Endpoints;

public sealed class HeadVoteTests
{
    private static readonly Hash32 One = Keccak256.HashText("one");
    private static readonly Hash32 Other = Keccak256.HashText("other");

    [Theory]
    [InlineData(new ulong[] { 7 }, 7)]
    [InlineData(new ulong[] { 7, 9 }, 9)]
    [InlineData(new ulong[] { 7, 9_999, 8 }, 8)]
    [InlineData(new ulong[] { 3, 9, 9, 9 }, 9)]
    public void One_of_three_cannot_raise_the_height_that_others_are_measured_by(ulong[] heads, ulong expected) =>
        Assert.Equal(expected, HeadVote.Reference(heads));

    [Theory]
    [InlineData(10, 13, false)]
    [InlineData(10, 14, true)]
    [InlineData(10, 3, false)]
    public void Lagging_begins_after_the_allowed_blocks(ulong head, ulong reference, bool expected) =>
        Assert.Equal(expected, HeadVote.IsLagging(head, reference, 3));

    [Fact]
    public void The_majority_wins_wherever_it_stands() => Assert.Equal(Other, HeadVote.Winner([One, Other, Other], [true, false, false]));

    [Fact]
    public void On_a_tie_who_kept_the_earlier_agreement_wins() => Assert.Equal(Other, HeadVote.Winner([One, Other], [false, true]));

    [Fact]
    public void On_a_tie_without_history_the_operators_order_decides() => Assert.Equal(One, HeadVote.Winner([One, Other], [false, false]));

    [Fact]
    public void Who_did_not_answer_has_no_vote()
    {
        Assert.Equal(One, HeadVote.Winner([null, One, null], [false, false, false]));
        Assert.Null(HeadVote.Winner([null, null], [false, false]));
    }
}
