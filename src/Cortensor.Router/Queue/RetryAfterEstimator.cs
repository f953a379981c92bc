namespace Cortensor.Router.Queue;

/// <summary>How fast tasks end, as measured: what a client that found the queue full is told to wait.</summary>
internal sealed class RetryAfterEstimator(TimeProvider time)
{
    /// <summary>Said before anything was measured.</summary>
    public const int DefaultSeconds = 2;

    private const int MostSeconds = 60;

    /// <summary>Weight of the newest interval: the last ten or so decide.</summary>
    private const double Weight = 0.1;

    private readonly Lock _lock = new();
    private long _lastAt = time.GetTimestamp();
    private double? _interval;

    /// <summary>A place became free.</summary>
    public void Freed()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            double since = time.GetElapsedTime(_lastAt, now).TotalSeconds;
            _interval = _interval is { } before ? before + (Weight * (since - before)) : since;
            _lastAt = now;
        }
    }

    /// <summary>Seconds until the next place is free, as far as the past tells; at least one.</summary>
    public int RetrySeconds
    {
        get
        {
            lock (_lock)
            {
                return _interval is { } interval ? Math.Clamp((int)Math.Ceiling(interval), 1, MostSeconds) : DefaultSeconds;
            }
        }
    }
}
