namespace Cortensor.Router;

/// <summary>What the whole router is doing: since when, whether it is stopping, and when the chain last moved.</summary>
internal sealed class RouterState(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _chainMovedAt = time.GetTimestamp();
    private volatile bool _stopping;

    public bool Stopping => _stopping;

    public TimeSpan Uptime => time.GetElapsedTime(_startedAt);

    public TimeSpan ChainAge => time.GetElapsedTime(Interlocked.Read(ref _chainMovedAt));

    public void Stop() => _stopping = true;

    public void ChainMoved() => Interlocked.Exchange(ref _chainMovedAt, time.GetTimestamp());
}
