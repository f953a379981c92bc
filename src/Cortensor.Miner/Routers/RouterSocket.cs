using System.Net.WebSockets;
using Cortensor.Api.Frames;

namespace Cortensor.Miner.Routers;

/// <summary>Whole frames over the WebSocket to a router. For one reader and one writer at a time.</summary>
internal sealed class RouterSocket(WebSocket socket)
{
    private readonly FrameReader _reader = new(socket);

    /// <summary>The next frame, or null when the other side closed.</summary>
    /// <exception cref="RouterProtocolException">The message is not text, too large or malformed.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken);
        }
        catch (FrameRefusedException exception)
        {
            throw new RouterProtocolException(exception.Message);
        }
    }

    public Task WriteAsync(Frame frame, CancellationToken cancellationToken) =>
        socket.SendAsync(FrameCodec.Write(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
