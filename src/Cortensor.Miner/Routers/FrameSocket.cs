using System.Net.WebSockets;
using Cortensor.Api.Frames;

namespace Cortensor.Miner.Routers;

/// <summary>Whole frames over a WebSocket, their size capped while they arrive.</summary>
internal static class FrameSocket
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>The next frame, or null when the other side closed.</summary>
    /// <exception cref="RouterProtocolException">The message is not text, too large or malformed.</exception>
    public static async ValueTask<Frame?> ReadAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] chunk = new byte[ChunkBytes];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(chunk.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.MessageType != WebSocketMessageType.Text)
            {
                throw new RouterProtocolException("a binary message");
            }

            if (message.Length + part.Count > Frame.MaxBytes)
            {
                throw new RouterProtocolException($"a frame of more than {Frame.MaxBytes} bytes");
            }

            message.Write(chunk.AsSpan(0, part.Count));
            if (part.EndOfMessage)
            {
                return FrameCodec.TryRead(message.GetBuffer().AsSpan(0, (int)message.Length), out Frame? frame, out string? error)
                    ? frame
                    : throw new RouterProtocolException(error);
            }
        }
    }

    public static Task WriteAsync(WebSocket socket, Frame frame, CancellationToken cancellationToken) =>
        socket.SendAsync(FrameCodec.Write(frame), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
