namespace Cortensor.Router.Keys;

/// <summary>One API key. The key itself is never stored.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Whose it is; the name appears in logs.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>sha-256 of the key's UTF-8 text, hexadecimal.</summary>
    public string Sha256 { get; set; } = string.Empty;

    /// <summary>Sessions the key may use; the first that fits serves requests that name none.</summary>
    public IList<ulong> Sessions { get; set; } = [];

    /// <summary>Requests per minute; 0 = no limit, null = <see cref="RouterOptions.RequestsPerMinute"/>.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests at once; 0 = no limit, null = <see cref="RouterOptions.ConcurrentRequests"/>.</summary>
    public int? ConcurrentRequests { get; set; }
}
