namespace Cortensor.Node.Options;

/// <summary>One router that a miner dials.</summary>
public sealed class RouterLinkOptions
{
    /// <summary>WebSocket address, such as <c>ws://127.0.0.1:5010/ws/miner</c>.</summary>
    public string Url { get; set; } = string.Empty;

    /// <summary>Account of the router that must answer there; empty accepts whoever does.</summary>
    public string Address { get; set; } = string.Empty;
}
