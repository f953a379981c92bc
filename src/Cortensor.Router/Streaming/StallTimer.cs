namespace Cortensor.Router.Streaming;

/// <summary>Tells when nothing happened for a while. Each start has a number, so that a late alarm is known as one.</summary>
internal sealed class StallTimer : IAsyncDisposable
{
    private readonly TimeSpan _timeout;
    private readonly ITimer _timer;
    private int _generation;

    public StallTimer(TimeProvider time, TimeSpan timeout, Action<int> alarm)
    {
        _timeout = timeout;
        _timer = time.CreateTimer(_ => alarm(Volatile.Read(ref _generation)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Generation => Volatile.Read(ref _generation);

    public void Restart()
    {
        _ = Interlocked.Increment(ref _generation);
        _ = _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
