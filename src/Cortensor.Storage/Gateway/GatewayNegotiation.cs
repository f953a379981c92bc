using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// Which form a request asks for (trustless gateway specification, sections 2 and 3). <c>format</c> wins over <c>Accept</c>.
/// </summary>
internal static class GatewayNegotiation
{
    public const string RawType = "application/vnd.ipld.raw";
    public const string CarType = "application/vnd.ipld.car";

    /// <returns>Null when neither form is acceptable, <c>*/*</c> included: guessing would hand a browser bytes it cannot check.</returns>
    public static GatewayFormat? Choose(HttpRequest request) =>
        request.Query["format"].ToString() switch
        {
            "raw" => GatewayFormat.Raw,
            "car" => Car(request),
            "" => FromAccept(request),
            _ => null,
        };

    private static GatewayFormat? FromAccept(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? types))
        {
            return null;
        }

        return types
            .Where(static t => t.Quality is null or > 0)
            .OrderByDescending(static t => t.Quality ?? 1)
            .Select(t =>
                t.MediaType.Value?.ToLowerInvariant() switch
                {
                    RawType => GatewayFormat.Raw,
                    CarType when IsVersion1(t) => Car(request),
                    _ => (GatewayFormat?)null,
                }
            )
            .FirstOrDefault(static f => f is not null);
    }

    private static GatewayFormat Car(HttpRequest request) =>
        request.Query["dag-scope"] == "block" ? GatewayFormat.CarOfOneBlock : GatewayFormat.Car;

    private static bool IsVersion1(MediaTypeHeaderValue type) =>
        type.Parameters.All(static p => !p.Name.Equals("version", StringComparison.OrdinalIgnoreCase) || p.Value == "1");
}
