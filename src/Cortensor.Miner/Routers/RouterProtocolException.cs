namespace Cortensor.Miner.Routers;

/// <summary>A router that does not speak our protocol, or not to us: the connection ends and is tried again later.</summary>
internal sealed class RouterProtocolException(string message) : Exception(message);
