using Cortensor.Storage.Blocks;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// Answers <c>GET /routing/v1/providers/{cid}</c>: this node, when it has the block and the caller may read it; otherwise an empty list.
/// </summary>
internal sealed class ProviderHandler(IBlockStore blocks, IGatewayAccess access, GatewayOptions options)
{
    private const string Schema = "peer";
    private const string Transport = "transport-ipfs-gateway-http";

    public async Task HandleAsync(HttpContext context, string text)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!Cid.TryParse(text, null, out Cid cid))
        {
            await GatewayError.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                GatewayCodes.InvalidCid,
                "The path needs a version 1, base32, sha2-256 CID of a raw or dag-pb block."
            );
            return;
        }

        bool found =
            options.PeerId.Length > 0
            && await access.MayReadAsync(context, cid, context.RequestAborted) != GatewayRead.Denied
            && await blocks.HasAsync(cid, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new ProviderAnswer(found ? [Self(context.Request)] : []),
            ProviderAnswer.Json,
            context.RequestAborted
        );
    }

    private ProviderRecord Self(HttpRequest request) =>
        new(Schema, options.PeerId, options.Addresses.Count > 0 ? options.Addresses : Asked(request), [Transport]);

    private static IReadOnlyList<string> Asked(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? url) && HttpMultiaddress.Of(url) is { } address
            ? [address]
            : [];
}
