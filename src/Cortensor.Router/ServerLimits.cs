using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>
/// Bounds what the web server takes before any of our own code sees it. Bodies are bounded where they are read, so that the refusal reaches
/// the client.
/// </summary>
internal sealed class ServerLimits(IOptions<RouterOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Sockets that are still being greeted, besides those of miners.</summary>
    private const int Greetings = 256;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Value.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.Value.MaxMiners + Greetings;
        limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
