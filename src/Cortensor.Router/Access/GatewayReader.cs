using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Router.Access;

/// <summary>
/// Reads <c>Authorization: Cortensor reader="0x…", expiry="…", signature="0x…"</c> and gives the signer (RFC 9110, section 11.4).
/// </summary>
internal sealed class GatewayReader(RouterNetwork network, INetworkView view)
{
    private const int MaxHeaderLength = 512;

    private readonly TypedDataDomain _domain = NodeDomain.Of(network.ChainId, network.Queue);

    /// <summary>The reader, or null when the header is another scheme, malformed, expired, too long-lived or not signed by it.</summary>
    public Address? Find(string? authorization, Hash32 digest)
    {
        const string scheme = GatewayReadTypedData.Scheme + " ";
        if (authorization is not { Length: <= MaxHeaderLength } || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in authorization[scheme.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim().Trim('"')))
            {
                return null;
            }
        }

        ulong now = view.Current.Head.Timestamp;
        bool signed =
            Address.TryParse(parts.GetValueOrDefault("reader"), null, out Address reader)
            && ulong.TryParse(parts.GetValueOrDefault("expiry"), out ulong expiry)
            && expiry >= now
            && expiry - now <= GatewayReadTypedData.MaxLifetime
            && Signature.TryParse(parts.GetValueOrDefault("signature"), null, out Signature signature)
            && PublicKey.TryRecover(GatewayReadTypedData.Digest(_domain, reader, digest, expiry), signature, out PublicKey? key)
            && key.Address == reader;
        return signed ? reader : null;
    }
}
