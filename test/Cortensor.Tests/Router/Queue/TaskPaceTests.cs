using Cortensor.Router.Queue;
using Cortensor.Testing.Time;

namespace Cortensor.Tests.Router.Queue;

public sealed class TaskPaceTests
{
    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(3.5, 4)]
    [InlineData(600, 60)]
    public void A_full_queue_tells_the_pace_at_which_it_empties(double secondsPerTask, int retry)
    {
        FakeClock clock = new();
        TaskPace pace = new(clock);
        Assert.Equal(TaskPace.DefaultSeconds, pace.RetrySeconds);
        for (int task = 0; task < 5; task++)
        {
            clock.Advance(TimeSpan.FromSeconds(secondsPerTask));
            pace.Freed();
        }

        Assert.Equal(retry, pace.RetrySeconds);
    }

    [Fact]
    public void What_is_newer_counts_more()
    {
        FakeClock clock = new();
        TaskPace pace = new(clock);
        foreach (double seconds in (double[])[1, 1, 1, .. Enumerable.Repeat(20.0, 40)])
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            pace.Freed();
        }

        Assert.InRange(pace.RetrySeconds, 19, 20);
    }
}
