using Cortensor.Router;

namespace Cortensor.Node.Options;

/// <summary>What the host sets for a router.</summary>
public sealed class RouterRoleOptions
{
    /// <summary>Name shown by <c>/api/v1/info</c>.</summary>
    public string Name { get; set; } = "router";

    /// <summary>Who may ask. There is no default key.</summary>
    public IList<RouterApiKeyOptions> ApiKeys { get; set; } = [];

    /// <summary>Catalogue ids the router knows by name before a miner announces them.</summary>
    public IList<string> Models { get; set; } = [];

    /// <summary>COR of unconfirmed ceilings one client may have under way; zero keeps the router's default.</summary>
    public ulong ExposurePerClientCor { get; set; }

    /// <summary>
    /// Submits under way at once, 1 to 64: what one block can hold of this router, and what is refused in vain when one of them is.
    /// </summary>
    public int ParallelSubmits { get; set; } = RouterOptions.DefaultParallelSubmits;

    /// <summary>Requests of one key per minute; 0 = no limit.</summary>
    public int RequestsPerMinute { get; set; }

    /// <summary>Requests of one key at once; 0 = no limit.</summary>
    public int ConcurrentRequests { get; set; }
}
