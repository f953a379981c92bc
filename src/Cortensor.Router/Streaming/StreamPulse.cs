using Cortensor.Router.Queue;

namespace Cortensor.Router.Streaming;

/// <summary>
/// Keeps the line of a silent stream open: wakes its writer when nothing was sent for one to two intervals. One timer for a stream, none
/// for a token.
/// </summary>
internal sealed class StreamPulse : IAsyncDisposable
{
    private readonly ITimer _timer;
    private volatile bool _hasSent = true;

    public StreamPulse(TaskRun run, TimeSpan interval, TimeProvider time) =>
        _timer = time.CreateTimer(_ => Tick(run), null, interval, interval);

    /// <summary>Something is on its way to the client.</summary>
    public void Sent() => _hasSent = true;

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick(TaskRun run)
    {
        if (!_hasSent)
        {
            run.Pulse();
        }

        _hasSent = false;
    }
}
