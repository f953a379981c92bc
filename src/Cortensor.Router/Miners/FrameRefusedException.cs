using System.Net.WebSockets;

namespace Cortensor.Router.Miners;

/// <summary>A message that ends the connection.</summary>
internal sealed class FrameRefusedException(WebSocketCloseStatus status, string message) : Exception(message)
{
    public WebSocketCloseStatus Status { get; } = status;
}
