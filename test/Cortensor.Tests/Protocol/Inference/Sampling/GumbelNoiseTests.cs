using Cortensor.Primitives;
using Cortensor.Protocol.Inference.Sampling;

namespace Cortensor.Tests.Protocol.Inference.Sampling;

public sealed class GumbelNoiseTests
{
    private static readonly Hash32 Key = new([.. Enumerable.Range(0, 32).Select(value => (byte)value)]);

    /// <summary>Computed by an independent program (Python, its own Keccak): a verifier elsewhere must get the same numbers.</summary>
    [Theory]
    [InlineData(0, 0, -0.8629440938363043)]
    [InlineData(0, 1, -0.5126997985082485)]
    [InlineData(1, 0, -0.17074861577160605)]
    [InlineData(7, 49151, -0.7908038676647086)]
    [InlineData(1000, 2, 3.183644774980804)]
    public void The_noise_is_frozen(int position, int token, double expected) =>
        Assert.Equal(expected, new GumbelNoise(Key, position).Of(token), 1e-14);

    [Fact]
    public void Uniforms_fill_the_unit_interval_evenly()
    {
        const int Bins = 64;
        const int Draws = 64 * 1024;
        int[] counts = new int[Bins];
        GumbelNoise noise = new(Key, 3);
        for (int token = 0; token < Draws; token++)
        {
            counts[(int)(noise.Uniform(token) * Bins)]++;
        }

        // 63 degrees of freedom: 120 is beyond the 99.998th percentile.
        Assert.InRange(ChiSquare.Of(counts, [.. Enumerable.Repeat((double)Draws / Bins, Bins)]), 20, 120);
    }

    [Fact]
    public void The_short_cut_never_hides_noise_that_counts()
    {
        int ruledOut = 0;
        for (int position = 0; position < 20; position++)
        {
            GumbelNoise noise = new(Key, position);
            for (int token = 0; token < 5000; token++)
            {
                double exact = noise.Of(token);
                Assert.Equal(exact, noise.OfAbove(token, exact));
                Assert.Equal(exact, noise.OfAbove(token, exact - 1e-6));
                ruledOut += double.IsNegativeInfinity(noise.OfAbove(token, 6)) ? 1 : 0;
            }
        }

        Assert.True(ruledOut > 98_000, $"Only {ruledOut} of 100,000 were ruled out: the short cut saves nothing.");
    }
}
