using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Cortensor.Api.Frames;

namespace Cortensor.Router.Miners;

/// <summary>Frames over one WebSocket: one sender behind a bounded channel, and a size cap that holds while a message is still coming in.</summary>
internal sealed class FrameSocket(WebSocket socket, int sendQueue) : IDisposable
{
    private const int ChunkBytes = 16 * 1024;
    private const int MaxReasonBytes = 120; // RFC 6455, section 5.5: a control frame has at most 125 bytes, two of them the status.

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(sendQueue) { SingleReader = true });
    private readonly CancellationTokenSource _broken = new();
    private int _closing;
    private WebSocketCloseStatus _status = WebSocketCloseStatus.NormalClosure;
    private string _reason = string.Empty;

    /// <summary>False when the peer reads too slowly or the socket is closing.</summary>
    public bool TrySend(Frame frame) => _outgoing.Writer.TryWrite(FrameCodec.Write(frame));

    /// <summary>Sends what is queued, then the close frame. The peer has until <see cref="Abort"/> to answer. The first reason counts.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
            return;
        _status = status;
        _reason = reason.Length <= MaxReasonBytes ? reason : reason[..MaxReasonBytes];
        _ = _outgoing.Writer.TryComplete();
    }

    /// <summary>Ends the connection now.</summary>
    public void Abort()
    {
        _ = _outgoing.Writer.TryComplete();
        _broken.Cancel();
        socket.Abort();
    }

    /// <summary>Runs until the queue is closed or the connection breaks.</summary>
    public async Task SendLoopAsync()
    {
        try
        {
            await foreach (byte[] message in _outgoing.Reader.ReadAllAsync(_broken.Token))
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _broken.Token);
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_status, _reason, _broken.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            Abort(); // The receiving side reports it.
        }
    }

    /// <summary>The next frame; null when the peer closed or the connection broke.</summary>
    /// <exception cref="FrameRefusedException">The message is no frame; the connection must be closed.</exception>
    public async Task<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> message = new(ChunkBytes);
        ValueWebSocketReceiveResult result;
        do
        {
            try
            {
                result = await socket.ReceiveAsync(message.GetMemory(ChunkBytes), cancellationToken);
            }
            catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            if (result.MessageType != WebSocketMessageType.Text)
                throw new FrameRefusedException(WebSocketCloseStatus.InvalidMessageType, "Frames are text messages.");
            message.Advance(result.Count);
            if (message.WrittenCount > Frame.MaxBytes)
                throw new FrameRefusedException(WebSocketCloseStatus.MessageTooBig, $"A frame has at most {Frame.MaxBytes} bytes.");
        }
        while (!result.EndOfMessage);
        return FrameCodec.TryRead(message.WrittenSpan, out Frame? frame, out string? error)
            ? frame
            : throw new FrameRefusedException(WebSocketCloseStatus.PolicyViolation, error);
    }

    public void Dispose()
    {
        _broken.Dispose();
        socket.Dispose();
    }
}
