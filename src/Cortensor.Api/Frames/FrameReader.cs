using System.Net.WebSockets;

namespace Cortensor.Api.Frames;

/// <summary>
/// Reads whole frames from a WebSocket. Their size is capped while they arrive; the buffer is kept from one to the next. For one reader at
/// a time.
/// </summary>
public sealed class FrameReader
{
    private const int FirstBytes = 4 * 1024;

    private readonly WebSocket _socket;
    private byte[] _buffer = new byte[FirstBytes];

    /// <summary>A reader of this socket.</summary>
    public FrameReader(WebSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
    }

    /// <summary>The next frame, or null when the other side closed.</summary>
    /// <exception cref="FrameRefusedException">The message is not text, too large or malformed; the connection must be closed.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket
                .ReceiveAsync(_buffer.AsMemory(length), cancellationToken)
                .ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.MessageType != WebSocketMessageType.Text)
            {
                throw new FrameRefusedException(WebSocketCloseStatus.InvalidMessageType, "Frames are text messages.");
            }

            length += part.Count;
            if (length > Frame.MaxBytes)
            {
                throw new FrameRefusedException(WebSocketCloseStatus.MessageTooBig, $"A frame has at most {Frame.MaxBytes} bytes.");
            }

            if (part.EndOfMessage)
            {
                return Parse(length);
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Min(_buffer.Length * 4, Frame.MaxBytes + 1));
            }
        }
    }

    private Frame Parse(int length)
    {
        if (!FrameCodec.TryRead(_buffer.AsSpan(0, length), out Frame? frame, out string? error))
        {
            throw new FrameRefusedException(WebSocketCloseStatus.PolicyViolation, error);
        }
        // Only these two carry objects; whatever else waits somewhere to be handled is small.
        if (length > Frame.MaxSmallBytes && frame is not (TaskFrame or CommitFrame))
        {
            throw new FrameRefusedException(
                WebSocketCloseStatus.MessageTooBig,
                $"Only task and commit may have more than {Frame.MaxSmallBytes} bytes."
            );
        }

        if (_buffer.Length > Frame.MaxSmallBytes)
        {
            _buffer = new byte[FirstBytes];
        }

        return frame;
    }
}
