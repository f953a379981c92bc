using System.Security.Cryptography;
using System.Text;
using Cortensor.Primitives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Keys;

/// <summary>The keys of this router. Looks at every key whatever matches, so that time tells nothing.</summary>
internal sealed class ApiKeyStore(IOptionsMonitor<RouterOptions> options)
{
    private const string Bearer = "Bearer ";
    private const int MaxKeyLength = 512;

    public ApiKey? Find(HttpRequest request) => Presented(request) is { } key ? Find(key) : null;

    public ApiKey? Find(string presented)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(Encoding.UTF8.GetBytes(presented), digest);
        ApiKey? found = null;
        // Read each time: an operator who takes a key away does not restart the router.
        foreach (ApiKeyOptions known in options.CurrentValue.Keys)
        {
            Hash32 expected = Hash32.Parse(known.Sha256);
            if (CryptographicOperations.FixedTimeEquals(expected.ToArray(), digest))
            {
                found = new ApiKey(known.Name, expected, [.. known.Sessions.Select(id => new SessionId(id))])
                {
                    RequestsPerMinute = known.RequestsPerMinute,
                    ConcurrentRequests = known.ConcurrentRequests,
                };
            }
        }

        return found;
    }

    private static string? Presented(HttpRequest request)
    {
        string? authorization = request.Headers.Authorization;
        string? key =
            authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? authorization[Bearer.Length..].Trim()
                : request.Headers["X-API-Key"];
        return key is { Length: > 0 and <= MaxKeyLength } ? key : null;
    }
}
