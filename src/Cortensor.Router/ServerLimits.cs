using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>Bounds what the web server takes before any of our own code sees it.</summary>
internal sealed class ServerLimits(IOptions<RouterOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>A body a little over the limit is read and answered; one far over it is cut off by the server.</summary>
    private const int BodyMargin = 64 * 1024;

    /// <summary>Sockets that are still being greeted, besides those of miners.</summary>
    private const int Greetings = 256;

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Value.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.Value.MaxMiners + Greetings;
        limits.MaxRequestBodySize = options.Value.MaxBodyBytes + BodyMargin;
        limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
