using System.Threading.Channels;
using Cortensor.Router.Streaming;

namespace Cortensor.Router.Queue;

/// <summary>
/// What happens to one task, in the order in which it came. Bounded; after <see cref="Close"/> everything is dropped. Whoever posts to a
/// task that is idle handles the signal there and then, so a token costs no change of thread; handling waits for nothing. Never post under
/// a lock.
/// </summary>
internal sealed class TaskEventQueue(int room)
{
    private readonly Channel<TaskEvent> _signals = Channel.CreateBounded<TaskEvent>(
        new BoundedChannelOptions(room) { SingleReader = true, AllowSynchronousContinuations = true }
    );

    /// <summary>For what may be lost when there is no room.</summary>
    public void TryPost(TaskEvent signal) => _ = _signals.Writer.TryWrite(signal);

    /// <summary>For what may not: waits for room.</summary>
    public async Task PostAsync(TaskEvent signal)
    {
        try
        {
            await _signals.Writer.WriteAsync(signal);
        }
        catch (ChannelClosedException)
        {
            // The run is over; what happens now is the chain's business.
        }
    }

    public IAsyncEnumerable<TaskEvent> ReadAllAsync() => _signals.Reader.ReadAllAsync();

    public void Close() => _ = _signals.Writer.TryComplete();
}
