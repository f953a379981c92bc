namespace Cortensor.Node.Options;

/// <summary>An API key as the router knows it: never the key, only its digest.</summary>
public sealed class RouterApiKeyOptions
{
    /// <summary>For logs and metrics.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>SHA-256 of the key's bytes, 64 hexadecimal digits.</summary>
    public string Sha256 { get; set; } = string.Empty;

    /// <summary>Sessions the key may spend from; the first one is used when a request names none.</summary>
    public IList<ulong> Sessions { get; set; } = [];

    /// <summary>Requests per minute; 0 = no limit, null = the router's <see cref="RouterRoleOptions.RequestsPerMinute"/>.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests at once; 0 = no limit, null = the router's <see cref="RouterRoleOptions.ConcurrentRequests"/>.</summary>
    public int? ConcurrentRequests { get; set; }
}
