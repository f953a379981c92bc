namespace Cortensor.Router.Admission;

/// <summary>
/// Requests that were let in and have no task yet. They count as tasks, so that what waits before the queue is bounded as the queue is.
/// </summary>
internal sealed class PendingRequestCounter
{
    private int _inside;

    /// <summary>How many are before the one that enters now.</summary>
    public int Enter() => Interlocked.Increment(ref _inside) - 1;

    public void Leave() => Interlocked.Decrement(ref _inside);
}
