namespace Cortensor.Testing.Time;

/// <summary>A timer of <see cref="FakeClock"/>. Its times are written under the clock's lock.</summary>
internal sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _disposed;

    public DateTimeOffset Due { get; private set; }

    public TimeSpan Period { get; private set; }

    /// <summary>Timers that are due together fire in the order in which they were set.</summary>
    public long Order { get; private set; }

    public void Set(DateTimeOffset due, TimeSpan period, long order) => (Due, Period, Order) = (due, period, order);

    public void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Cancel(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
