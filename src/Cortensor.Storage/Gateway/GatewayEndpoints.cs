using Cortensor.Storage.Blocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Cortensor.Storage.Gateway;

/// <summary>Maps the trustless gateway and delegated routing into a host.</summary>
public static class GatewayEndpoints
{
    /// <summary>
    /// Maps <c>GET|HEAD /ipfs/{cid}</c> (raw and CAR, nothing that needs trust) and <c>GET /routing/v1/providers/{cid}</c>.
    /// </summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="blocks">Where blocks are.</param>
    /// <param name="access">Asked before any block is looked at.</param>
    /// <param name="options">How this node names itself to peers.</param>
    /// <param name="logger">Hears of damaged blocks and failing disks.</param>
    /// <returns>The group, for authentication, rate limits and the like.</returns>
    public static RouteGroupBuilder MapGateway(
        this IEndpointRouteBuilder endpoints,
        IBlockStore blocks,
        IGatewayAccess access,
        GatewayOptions options,
        ILogger logger
    )
    {
        GatewayHandler gateway = new(blocks, access, logger);
        ProviderHandler providers = new(blocks, access, options);
        RouteGroupBuilder group = endpoints.MapGroup(string.Empty);
        _ = group.MapMethods(
            "/ipfs/{cid}",
            [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string cid) => gateway.HandleAsync(context, cid)
        );
        _ = group.MapGet("/routing/v1/providers/{cid}", (HttpContext context, string cid) => providers.HandleAsync(context, cid));
        return group;
    }
}
