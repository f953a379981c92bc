namespace Cortensor.Testing.Time;

/// <summary>
/// A clock that moves only when told. Timers fire on <see cref="Advance"/>, in order of their due time, on the caller's thread.
/// </summary>
/// <remarks>Safe to use from several threads. A timer made or changed inside a callback is honoured within the same advance.</remarks>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>A clock that starts at 2026-01-01 00:00 UTC.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    /// <summary>A clock that starts at <paramref name="start"/>.</summary>
    public FakeClock(DateTimeOffset start) => _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that wait to fire: what a test may look at before it advances.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        FakeTimer timer = new(this, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on, firing every timer on the way at its own due time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves time on to an instant; an earlier one changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (TakeDue(instant) is FakeTimer timer)
        {
            timer.Fire();
        }
    }

    internal void Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _ = _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Set(_now + dueTime, period, _sequence++);
                _timers.Add(timer);
            }
        }
    }

    internal void Cancel(FakeTimer timer)
    {
        lock (_lock)
        {
            _ = _timers.Remove(timer);
        }
    }

    private FakeTimer? TakeDue(DateTimeOffset instant)
    {
        lock (_lock)
        {
            FakeTimer? next = _timers.Where(timer => timer.Due <= instant).MinBy(static timer => (timer.Due, timer.Order));
            DateTimeOffset now = next?.Due ?? instant;
            _now = now > _now ? now : _now;
            if (next is null)
            {
                return null;
            }

            if (next.Period > TimeSpan.Zero)
            {
                next.Set(next.Due + next.Period, next.Period, _sequence++);
            }
            else
            {
                _ = _timers.Remove(next);
            }

            return next;
        }
    }
}
