using System.Net.WebSockets;
using System.Threading.Channels;
using Cortensor.Api.Frames;

namespace Cortensor.Router.Miners;

/// <summary>Frames over one WebSocket: one sender behind a queue that is bounded in frames and in bytes, and a reader.</summary>
internal sealed class MinerSocket(WebSocket socket, int sendQueue) : IDisposable
{
    /// <summary>Bytes that may wait for one miner: a few of the largest tasks.</summary>
    private const int MaxQueuedBytes = 8 * Frame.MaxBytes;

    private const int MaxReasonBytes = 120; // RFC 6455, section 5.5: a control frame has at most 125 bytes, two of them the status.

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(sendQueue) { SingleReader = true }
    );
    private readonly FrameReader _reader = new(socket);
    private readonly CancellationTokenSource _broken = new();
    private int _queuedBytes;
    private int _closing;
    private WebSocketCloseStatus _status = WebSocketCloseStatus.NormalClosure;
    private string _reason = string.Empty;

    /// <summary>False when the peer reads too slowly or the socket is closing.</summary>
    public bool TrySend(Frame frame)
    {
        byte[] message = FrameCodec.Write(frame);
        if (Interlocked.Add(ref _queuedBytes, message.Length) <= MaxQueuedBytes && _outgoing.Writer.TryWrite(message))
        {
            return true;
        }

        _ = Interlocked.Add(ref _queuedBytes, -message.Length);
        return false;
    }

    /// <summary>
    /// Sends what is queued, then the close frame. The peer has until <see cref="Abort"/> to answer. The first reason counts.
    /// </summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        _status = status;
        _reason = reason.Length <= MaxReasonBytes ? reason : reason[..MaxReasonBytes];
        _ = _outgoing.Writer.TryComplete();
    }

    /// <summary>Ends the connection now; one that has ended stays ended. Whoever still holds it may call this at any time.</summary>
    public void Abort()
    {
        _ = _outgoing.Writer.TryComplete();
        try
        {
            _broken.Cancel();
            socket.Abort();
        }
        catch (ObjectDisposedException)
        {
            // Its endpoint was faster.
        }
    }

    /// <summary>Runs until the queue is closed or the connection breaks.</summary>
    public async Task SendLoopAsync()
    {
        try
        {
            await foreach (byte[] message in _outgoing.Reader.ReadAllAsync(_broken.Token))
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _broken.Token);
                _ = Interlocked.Add(ref _queuedBytes, -message.Length);
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(_status, _reason, _broken.Token);
            }
        }
        catch (Exception exception)
            when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            Abort(); // The receiving side reports it.
        }
    }

    /// <summary>The next frame; null when the peer closed or the connection broke.</summary>
    /// <exception cref="FrameRefusedException">The message is no frame; the connection must be closed.</exception>
    public async Task<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _broken.Dispose();
        socket.Dispose();
    }
}
