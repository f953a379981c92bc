namespace Cortensor.Testing.Time;

/// <summary>A clock that is wrong by a fixed time, as one that nobody set: timers and measured times are right, the date is not.</summary>
/// <param name="inner">The right time.</param>
/// <param name="by">How far off it is; negative is behind.</param>
public sealed class ShiftedClock(TimeProvider inner, TimeSpan by) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + by;

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
