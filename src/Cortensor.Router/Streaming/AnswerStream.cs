using System.Threading.Channels;

namespace Cortensor.Router.Streaming;

/// <summary>
/// The client's side of a task: texts in order, then one end. What comes after the end is dropped. A reader that waits goes on inside the
/// write, so it must not hold up its caller: it writes to its client without blocking, and yields before it does anything else.
/// </summary>
/// <param name="room">How many events may wait unread.</param>
internal sealed class AnswerStream(int room)
{
    private readonly Channel<AnswerEvent> _events = Channel.CreateBounded<AnswerEvent>(
        new BoundedChannelOptions(room) { SingleReader = true, AllowSynchronousContinuations = true }
    );
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChannelReader<AnswerEvent> Events => _events.Reader;

    /// <summary>Done when the end is written.</summary>
    public Task Ended => _ended.Task;

    public bool IsOver => _ended.Task.IsCompleted;

    /// <summary>How it ended; null before.</summary>
    public AnswerEvent? Last { get; private set; }

    /// <summary>False when there is no room: the text would have a hole in it.</summary>
    public bool TryTokens(string text, int count) => _events.Writer.TryWrite(new AnswerTokens(text, count));

    /// <summary>Wakes a reader that has nothing to read.</summary>
    public void Pulse()
    {
        if (_events.Reader.Count == 0)
        {
            _ = _events.Writer.TryWrite(new AnswerPulse());
        }
    }

    /// <summary>Ends the stream; only the first end counts.</summary>
    public void End(AnswerEvent end)
    {
        if (IsOver)
        {
            return;
        }

        Last = end;
        _ = _events.Writer.TryWrite(end);
        _ = _events.Writer.TryComplete();
        _ = _ended.TrySetResult();
    }
}
