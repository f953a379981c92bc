using Cortensor.Inference.Worker.Generation;
using Cortensor.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Cortensor.Tests.Inference.Worker.Generation;

public sealed class BatchPlanTests
{
    private const int Capacity = 256;

    public static TheoryData<int> Seeds => [.. TestSeed.From(1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_answer_always_gets_its_token_and_prompts_share_a_little(int seed) =>
        Check.One(
            Config.QuickThrowOnFailure.WithSeed(seed),
            Prop.ForAll(
                Gen.Choose(0, 400).ListOf(8).ToArbitrary(),
                unreadOrNone =>
                {
                    int[] unread = [.. unreadOrNone.Select(count => count < 100 ? 1 : count - 99)];
                    bool[] answering = [.. unreadOrNone.Select(count => count < 100)];
                    int answers = answering.Count(one => one);
                    for (int turn = 0; turn < unread.Length; turn++)
                    {
                        int[] shares = BatchPlan.Shares(unread, answering, Capacity, turn);
                        int prompts = shares.Sum() - answers;
                        bool holds =
                            shares.Sum() <= Capacity
                            && shares.Select((share, i) => answering[i] ? share == 1 : share <= unread[i]).All(right => right)
                            && (answers == 0 || prompts <= BatchPlan.PromptBesideAnswers)
                            && (answers == unread.Length || prompts > 0);
                        if (!holds)
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
        );

    [Fact]
    public void Long_prompts_take_turns()
    {
        int[] first = BatchPlan.Shares([1000, 1000, 1], [false, false, true], Capacity, 0);
        int[] second = BatchPlan.Shares([1000, 1000, 1], [false, false, true], Capacity, 1);
        Assert.Equal([BatchPlan.PromptBesideAnswers, 0, 1], first);
        Assert.Equal([0, BatchPlan.PromptBesideAnswers, 1], second);
    }

    [Fact]
    public void What_a_short_prompt_leaves_goes_to_the_next() =>
        Assert.Equal([10, Capacity - 10], BatchPlan.Shares([10, 1000], [false, false], Capacity, 0));
}
