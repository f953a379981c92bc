using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Protocol.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortensor.Node.Health;

/// <summary>Live: the process answers. Ready: it can do its work, else 503 with every cause. The same for every role.</summary>
internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapGet(
            "/health/live",
            static (HttpContext context) =>
                context.Response.WriteAsJsonAsync(
                    new HealthView(ReadyCodes.Ok, new Dictionary<string, string>(), []),
                    ApiJson.Default.HealthView,
                    cancellationToken: context.RequestAborted
                )
        );
        _ = endpoints.MapGet(
            "/health/ready",
            static async (HttpContext context, ReadyBoard board) =>
            {
                HealthView health = await board.CheckAsync(context.RequestAborted);
                context.Response.StatusCode = health.Causes.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsJsonAsync(health, ApiJson.Default.HealthView, cancellationToken: context.RequestAborted);
            }
        );
        return endpoints;
    }
}
