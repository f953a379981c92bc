using System.Net.WebSockets;

namespace Cortensor.Api.Frames;

/// <summary>A message that ends the connection, because it is no frame or not one that may come now.</summary>
public sealed class FrameRefusedException : Exception
{
    /// <summary>Refuses with a close status (RFC 6455, section 7.4.1) and a reason for people.</summary>
    public FrameRefusedException(WebSocketCloseStatus status, string message)
        : base(message) => Status = status;

    /// <summary>What the close frame says.</summary>
    public WebSocketCloseStatus Status { get; }
}
