using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cortensor.Storage.Gateway;

/// <summary>An HTTP address as libp2p writes it: <c>/ip4/127.0.0.1/tcp/5010/http</c>, <c>/dns/example.org/tcp/443/https</c>.</summary>
public static class HttpMultiaddress
{
    /// <summary>The multiaddress of a base URL; null where nobody could dial it (a wildcard, port 0).</summary>
    public static string? Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        string? host = IPAddress.TryParse(url.IdnHost, out IPAddress? address) ? OfAddress(address) : "dns/" + url.IdnHost;
        string port = url.Port.ToString(CultureInfo.InvariantCulture);
        return host is null || url.Port <= 0 ? null : $"/{host}/tcp/{port}/{url.Scheme}";
    }

    private static string? OfAddress(IPAddress address) =>
        address switch
        {
            _ when address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) => null,
            { AddressFamily: AddressFamily.InterNetwork } => $"ip4/{address}",
            _ => $"ip6/{address}",
        };
}
