using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Inference.Sampling;

namespace Cortensor.Tests.Protocol.Inference.Sampling;

public sealed class TokenSamplerTests
{
    private static readonly Hash32 Key = new([.. Enumerable.Range(7, 32).Select(value => (byte)value)]);
    private static readonly SamplingOptions Free = new()
    {
        Temperature = 1,
        TopP = 1,
        TopK = 0,
    };

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.7)]
    public void Tokens_come_as_often_as_softmax_says(double temperature)
    {
        float[] logits = [2, 1, 0.5f, 0, -1, 1.5f, 0.25f, -0.5f];
        AssertFrequencies(logits, Free with { Temperature = temperature }, Softmax([.. logits.Select(logit => logit / temperature)]));
    }

    [Fact]
    public void Top_k_leaves_the_likeliest_in_proportion()
    {
        float[] logits = [2, 1, 0.5f, 0, -1, 1.5f];
        AssertFrequencies(
            logits,
            Free with
            {
                TopK = 3,
            },
            Softmax([2, 1, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 1.5])
        );
    }

    [Fact]
    public void Top_p_leaves_the_smallest_set_that_reaches_it()
    {
        // Probabilities 0.5, 0.3, 0.15, 0.05: the first two reach 0.8, the first three 0.81.
        float[] logits = [.. new[] { 0.15, 0.5, 0.05, 0.3 }.Select(p => (float)Math.Log(p))];
        AssertFrequencies(logits, Free with { TopP = 0.79 }, [0, 0.625, 0, 0.375]);
        AssertFrequencies(logits, Free with { TopP = 0.81 }, [0.15 / 0.95, 0.5 / 0.95, 0, 0.3 / 0.95]);
        AssertFrequencies(logits, Free with { TopP = 0 }, [0, 1, 0, 0]);
    }

    [Fact]
    public void Top_p_counts_what_top_k_left()
    {
        // Of the three that top-k leaves, the first is 0.5 / 0.95 = 0.526: alone it reaches 0.52.
        float[] logits = [.. new[] { 0.15, 0.5, 0.05, 0.3 }.Select(p => (float)Math.Log(p))];
        AssertFrequencies(logits, Free with { TopK = 3, TopP = 0.52 }, [0, 1, 0, 0]);
    }

    [Fact]
    public void A_flat_vocabulary_larger_than_the_first_ranking_is_cut_right()
    {
        float[] logits = new float[4000];
        HashSet<int> seen = [];
        for (int position = 0; position < 3000; position++)
        {
            _ = seen.Add(Choose(logits, Free with { TopP = 0.25 }, position));
        }

        // Equal scores rank by id: the lower quarter, give or take the rounding of the sum.
        Assert.InRange(seen.Max(), 900, 1001);
    }

    [Fact]
    public void Greedy_is_the_largest_logit_and_ties_go_to_the_lower_id()
    {
        Random random = new(20_26);
        for (int round = 0; round < 200; round++)
        {
            float[] logits = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(40))];
            Assert.Equal(Array.IndexOf(logits, logits.Max()), new TokenSampler(SamplingOptions.Greedy, Key).Choose(logits));
        }
    }

    [Fact]
    public void Cutting_nothing_and_cutting_nothing_away_choose_alike()
    {
        Random random = new(5);
        for (int position = 0; position < 200; position++)
        {
            float[] logits = [.. Enumerable.Range(0, 300).Select(_ => (float)(random.NextDouble() * 12))];
            int free = Choose(logits, Free, position);
            Assert.Equal(free, Choose(logits, Free with { TopK = 300 }, position));
            Assert.Equal(free, Choose(logits, Free with { TopK = 299, TopP = 0.999999999 }, position));
            Assert.Equal(Naive(logits, position), free);
        }
    }

    [Fact]
    public void The_same_key_and_position_give_the_same_token_and_others_do_not()
    {
        float[] logits = new float[1000];
        int[] first = [.. Enumerable.Range(0, 20).Select(position => Choose(logits, Free, position))];
        Assert.Equal(first, Enumerable.Range(0, 20).Select(position => Choose(logits, Free, position)));
        Assert.True(first.Distinct().Count() > 15);
        Assert.NotEqual(first[0], new TokenSampler(Free, Hash32.Zero).Choose(logits));
    }

    [Fact]
    public void Penalties_lower_what_has_been_said()
    {
        float[] logits = [3, 2.5f, 0];
        TokenSampler presence = new(SamplingOptions.Greedy with { PresencePenalty = 1 }, Key);
        TokenSampler frequency = new(SamplingOptions.Greedy with { FrequencyPenalty = 0.3 }, Key);
        presence.Record(0);
        frequency.Record(0);

        Assert.Equal(1, presence.Choose(logits));
        Assert.Equal(0, frequency.Choose(logits));
        frequency.Record(0);
        Assert.Equal(1, frequency.Choose(logits));
        Assert.Equal(2, frequency.Position);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Logits_that_are_no_numbers_are_never_chosen(double temperature)
    {
        SamplingOptions options = Free with { Temperature = temperature };
        for (int position = 0; position < 50; position++)
        {
            Assert.Equal(2, Choose([float.NaN, float.NegativeInfinity, -50], options, position));
        }

        _ = Assert.Throws<ArgumentException>(() => Choose([float.NaN, float.NegativeInfinity], options, 0));
    }

    private static void AssertFrequencies(float[] logits, SamplingOptions options, double[] probabilities)
    {
        const int Draws = 20_000;
        int[] counts = new int[logits.Length];
        TokenSampler sampler = new(options with { PresencePenalty = 0 }, Key);
        for (int draw = 0; draw < Draws; draw++)
        {
            int token = sampler.Choose(logits);
            counts[token]++;
            sampler.Record(token);
        }

        Assert.All(counts.Zip(probabilities), pair => Assert.True(pair.Second > 0 || pair.First == 0, "A token that was cut away came."));
        int[] possible = [.. Enumerable.Range(0, logits.Length).Where(token => probabilities[token] > 0)];
        double distance = ChiSquare.Of(
            [.. possible.Select(token => counts[token])],
            [.. possible.Select(token => probabilities[token] * Draws)]
        );

        // At most 7 degrees of freedom: 32 is beyond the 99.996th percentile. The key is fixed, so this passes for good or fails for good.
        Assert.InRange(distance, 0, 32);
    }

    private static double[] Softmax(double[] scores)
    {
        double sum = scores.Sum(Math.Exp);
        return [.. scores.Select(score => Math.Exp(score) / sum)];
    }

    private static int Choose(float[] logits, SamplingOptions options, int position)
    {
        TokenSampler sampler = new(options, Key);
        for (int i = 0; i < position; i++)
        {
            sampler.Record(logits.Length + 1);
        }

        return sampler.Choose(logits);
    }

    private static int Naive(float[] logits, int position)
    {
        GumbelNoise noise = new(Key, position);
        return Enumerable.Range(0, logits.Length).MaxBy(token => logits[token] + noise.Of(token));
    }
}
