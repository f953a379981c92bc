using Cortensor.Protocol.Proofs.Inference;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Proofs.Inference;

public sealed class AgreementTests
{
    private static readonly AgreementThresholds Thresholds = new(0.60);

    [Fact]
    public void One_answer_is_accepted_as_it_is()
    {
        AgreementVerdict verdict = Agreement.Judge(new Scene(1).Task, [Answer(0, 0)], [], Thresholds);
        Assert.Equal((1u, true), (verdict.Accepted, verdict.HasQuorum));
        Assert.Equal(AgreementReason.Alone, verdict.Slots[0].Reason);
    }

    [Fact]
    public void The_one_that_strays_is_an_outlier()
    {
        AgreementVerdict verdict = Agreement.Judge(new Scene(3).Task, [Answer(0, 0), Answer(1, 20), Answer(2, 90)], [], Thresholds);
        Assert.Equal(
            [AgreementReason.Agrees, AgreementReason.Agrees, AgreementReason.Outlier],
            verdict.Slots.Select(static slot => slot.Reason)
        );
        Assert.Equal((0b011u, true), (verdict.Accepted, verdict.HasQuorum));
    }

    [Fact]
    public void One_stray_answer_cannot_push_out_two_that_agree()
    {
        AgreementVerdict verdict = Agreement.Judge(new Scene(3).Task, [Answer(0, 0), Answer(1, 5), Answer(2, 180)], [], Thresholds);
        Assert.Equal(0b011u, verdict.Accepted);
    }

    [Fact]
    public void Two_that_disagree_have_no_quorum_and_neither_is_at_fault()
    {
        AgreementVerdict verdict = Agreement.Judge(new Scene(2).Task, [Answer(0, 0), Answer(1, 90)], [], Thresholds);
        Assert.Equal((0u, false), (verdict.Accepted, verdict.HasQuorum));
        Assert.All(verdict.Slots, static slot => Assert.Equal(AgreementReason.Disputed, slot.Reason));
    }

    [Fact]
    public void The_threshold_itself_is_accepted()
    {
        double angle = Math.Acos(0.75) * 180 / Math.PI;
        AgreementAnswer[] answers = [Answer(0, 0), Answer(1, angle)];
        double distance = AgreementDistance.Between(answers[0], answers[1], Thresholds);
        Assert.Equal(0.25, distance, 6);
        Assert.Equal(0b11u, Agreement.Judge(new Scene(2).Task, answers, [], new AgreementThresholds(distance)).Accepted);
        Assert.Equal(0u, Agreement.Judge(new Scene(2).Task, answers, [], new AgreementThresholds(distance - 1e-9)).Accepted);
    }

    [Fact]
    public void An_invalid_result_is_neither_accepted_nor_compared_with()
    {
        AgreementVerdict verdict = Agreement.Judge(new Scene(3).Task, [Answer(0, 0), Answer(2, 10)], [1], Thresholds);
        Assert.Equal((0b101u, true), (verdict.Accepted, verdict.HasQuorum));
        Assert.Equal(AgreementReason.InvalidResult, verdict.Slots[1].Reason);
        Assert.False(Agreement.Judge(new Scene(3).Task, [Answer(0, 0)], [1, 2], Thresholds).HasQuorum);
        Assert.False(Agreement.Judge(new Scene(1).Task, [], [0], Thresholds).HasQuorum);
    }

    [Fact]
    public void The_worst_window_counts()
    {
        AgreementAnswer straight = Answer(0, 0, 0);
        Assert.Equal(1, AgreementDistance.Between(straight, Answer(1, 5, 90), Thresholds), 6);
        Assert.Equal(0, AgreementDistance.Between(straight, Answer(1, 0), Thresholds), 6);
    }

    [Fact]
    public void Lengths_may_differ_eightfold()
    {
        AgreementAnswer short8 = Answer(0, 0) with { Text = new string('a', 8) };
        Assert.Equal(0, AgreementDistance.Between(short8, Answer(1, 0) with { Text = new string('b', 64) }, Thresholds), 6);
        Assert.Equal(
            AgreementDistance.Largest,
            AgreementDistance.Between(short8, Answer(1, 0) with { Text = new string('b', 65) }, Thresholds)
        );
        Assert.Equal(AgreementDistance.Largest, AgreementDistance.Between(short8, Answer(1, 0) with { Text = string.Empty }, Thresholds));
        Assert.Equal(
            0,
            AgreementDistance.Between(short8 with { Text = string.Empty }, Answer(1, 90) with { Text = string.Empty }, Thresholds)
        );
    }

    [Fact]
    public void A_vector_that_is_no_number_agrees_with_nothing()
    {
        AgreementAnswer broken = new(1, "broken", [new float[] { float.NaN, 0 }]);
        Assert.Equal(AgreementDistance.Largest, AgreementDistance.Between(Answer(0, 0), broken, Thresholds));
        Assert.Equal(
            AgreementDistance.Largest,
            AgreementDistance.Between(Answer(0, 0), broken with { Windows = [new float[] { 1 }] }, Thresholds)
        );
    }

    [Theory]
    [InlineData("use-lite", 0, 0.60)]
    [InlineData("use-lite", 0.7, 0.60)]
    [InlineData("all-minilm-l6-v2", 0, 0.60)]
    [InlineData("all-minilm-l6-v2", 0.7, 0.75)]
    [InlineData("another", 1, 0.60)]
    public void Thresholds_are_per_embedding_model_and_temperature(string embedder, double temperature, double expected) =>
        Assert.Equal(expected, AgreementThresholds.For(embedder, temperature).Distance);

    private static AgreementAnswer Answer(byte slot, params double[] degrees) =>
        new(slot, $"answer {slot}", [.. degrees.Select(static angle => (ReadOnlyMemory<float>)Unit(angle))]);

    private static float[] Unit(double degrees) => [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];
}
