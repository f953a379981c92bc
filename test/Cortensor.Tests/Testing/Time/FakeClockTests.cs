using Cortensor.Testing.Time;

namespace Cortensor.Tests.Testing.Time;

public sealed class FakeClockTests
{
    [Fact]
    public void Timers_fire_in_order_at_their_own_time()
    {
        FakeClock clock = new();
        DateTimeOffset start = clock.GetUtcNow();
        List<string> fired = [];
        using ITimer late = clock.CreateTimer(_ => fired.Add($"late {Elapsed()}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using ITimer often = clock.CreateTimer(
            _ => fired.Add($"often {Elapsed()}"),
            null,
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(2)
        );

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(fired);
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["often 2", "late 3", "often 4"], fired);
        Assert.Equal(5, Elapsed());
        Assert.Equal(1, clock.WaitingTimers);

        double Elapsed() => (clock.GetUtcNow() - start).TotalSeconds;
    }

    [Fact]
    public void A_disposed_timer_is_silent_and_a_changed_one_obeys()
    {
        FakeClock clock = new();
        int fired = 0;
        ITimer timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.True(timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, fired);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task It_drives_what_the_framework_builds_on_a_clock()
    {
        FakeClock clock = new();
        Task delay = Task.Delay(TimeSpan.FromMinutes(5), clock, TestContext.Current.CancellationToken);
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(10), clock);

        clock.Advance(TimeSpan.FromMinutes(5));
        await delay;
        Assert.False(timeout.IsCancellationRequested);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(timeout.IsCancellationRequested);
        Assert.Equal(
            TimeSpan.FromMinutes(10),
            clock.GetElapsedTime(0, clock.GetTimestamp()) - TimeSpan.FromTicks(new FakeClock().GetTimestamp())
        );
    }
}
