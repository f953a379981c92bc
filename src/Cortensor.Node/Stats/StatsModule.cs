using Cortensor.Api;
using Cortensor.Node.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Stats;

/// <summary>Metrics and statistics of a node.</summary>
internal static class StatsModule
{
    public const string StatsPath = "/api/v1/node/stats";

    public static IServiceCollection AddStats(this IServiceCollection services) =>
        services
            .AddSingleton<NodeClock>()
            .AddSingleton<OwnTasks>()
            .AddSingleton<NodeInstruments>()
            .AddSingleton<NodeStats>()
            .AddSingleton<ILoggerProvider, LogCounter>()
            .AddHostedService(provider => provider.GetRequiredService<OwnTasks>());

    public static IEndpointRouteBuilder MapStats(this IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.ServiceProvider.GetRequiredService<NodeInstruments>();
        _ = endpoints.MapGet(
            StatsPath,
            static (HttpContext context, NodeStats stats) =>
                context.Response.WriteAsJsonAsync(stats.Now(), ApiJson.Default.NodeStatsView, cancellationToken: context.RequestAborted)
        );
        return endpoints;
    }
}
