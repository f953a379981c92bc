using System.Net.WebSockets;
using Cortensor.Api.Errors;

namespace Cortensor.Api.Frames;

/// <summary>A message that ends the connection, because it is no frame or not one that may come now.</summary>
public sealed class FrameRefusedException : Exception
{
    /// <summary>
    /// Refuses with a close status (RFC 6455, section 7.4.1), a reason for people and a code, <see cref="ErrorCodes.InvalidFrame"/> unless
    /// told otherwise.
    /// </summary>
    public FrameRefusedException(WebSocketCloseStatus status, string message, ErrorCode? code = null)
        : base(message)
    {
        Status = status;
        Code = code ?? ErrorCodes.InvalidFrame;
    }

    /// <summary>What the close frame says.</summary>
    public WebSocketCloseStatus Status { get; }

    /// <summary>What the error frame before it says.</summary>
    public ErrorCode Code { get; }
}
