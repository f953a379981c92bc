using Cortensor.Router.Queue;
using Cortensor.Testing.Time;

namespace Cortensor.Tests.Router.Queue;

public sealed class RetryAfterEstimatorTests
{
    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(3.5, 4)]
    [InlineData(600, 60)]
    public void A_full_queue_tells_the_pace_at_which_it_empties(double secondsPerTask, int retry)
    {
        FakeClock clock = new();
        RetryAfterEstimator retryAfter = new(clock);
        Assert.Equal(RetryAfterEstimator.DefaultSeconds, retryAfter.RetrySeconds);
        for (int task = 0; task < 5; task++)
        {
            clock.Advance(TimeSpan.FromSeconds(secondsPerTask));
            retryAfter.Freed();
        }

        Assert.Equal(retry, retryAfter.RetrySeconds);
    }

    [Fact]
    public void What_is_newer_counts_more()
    {
        FakeClock clock = new();
        RetryAfterEstimator retryAfter = new(clock);
        foreach (double seconds in (double[])[1, 1, 1, .. Enumerable.Repeat(20.0, 40)])
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            retryAfter.Freed();
        }

        Assert.InRange(retryAfter.RetrySeconds, 19, 20);
    }
}
