using Cortensor.Protocol.Nodes;
using Cortensor.Router.Access;
using Cortensor.Router.Admission;
using Cortensor.Router.Chance;
using Cortensor.Router.Endpoints;
using Cortensor.Router.Endpoints.Native;
using Cortensor.Router.Endpoints.OpenAi;
using Cortensor.Router.Errors;
using Cortensor.Router.Health;
using Cortensor.Router.Keys;
using Cortensor.Router.Miners;
using Cortensor.Router.Queue;
using Cortensor.Router.Sessions;
using Cortensor.Router.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>
/// The router role. The host registers <c>INetworkView</c>, <c>IQueueLedger</c>, <c>ISigner</c>, <c>IPayloadStore</c>,
/// <see cref="RouterNetwork"/> and <see cref="RouterSecret"/>, and maps what the role's ready checks find.
/// </summary>
public static class RouterModule
{
    private static readonly TimeSpan SocketKeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Registers the role.</summary>
    public static IServiceCollection AddRouter(this IServiceCollection services, Action<RouterOptions>? configure = null)
    {
        OptionsBuilder<RouterOptions> options = services.AddOptions<RouterOptions>().ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        _ = services
            .AddMetrics()
            .AddSingleton<IValidateOptions<RouterOptions>, RouterOptionsValidator>()
            .AddSingleton<IConfigureOptions<KestrelServerOptions>, ServerLimits>()
            .AddSingleton<RouterState>()
            .AddSingleton<RouterInstruments>()
            .AddSingleton<ApiKeyStore>()
            .AddSingleton<KeyLimits>()
            .AddSingleton<MinerHub>()
            .AddSingleton<HelloCheck>()
            .AddSingleton<MinerFrames>()
            .AddSingleton<MinerEndpoint>()
            .AddSingleton<RouterChainPublisher>()
            .AddSingleton<TaskReservations>()
            .AddSingleton<UnconfirmedSpend>()
            .AddSingleton<TaskPlanner>()
            .AddSingleton<RetryAfterEstimator>()
            .AddSingleton<TaskRuns>()
            .AddSingleton<RunServices>()
            .AddSingleton<CommitReceiver>()
            .AddSingleton<SubmitQueue>()
            .AddSingleton<TaskDispatcher>()
            .AddSingleton<ModelNames>()
            .AddSingleton<SessionViews>()
            .AddSingleton<AnswerDistances>()
            .AddSingleton<TaskViews>()
            .AddSingleton<AdmissionService>()
            .AddSingleton<PendingRequestCounter>()
            .AddSingleton<ResultOwners>()
            .AddSingleton<GatewayReader>()
            .AddSingleton(static provider => new PayloadAccess(
                provider.GetRequiredService<ResultOwners>(),
                provider.GetRequiredService<GatewayReader>(),
                provider.GetRequiredService<ApiKeyStore>(),
                provider.GetRequiredService<TaskRuns>(),
                provider.GetRequiredService<Protocol.Ledger.INetworkView>()
            ))
            .AddSingleton<ApiKeyFilter>()
            .AddSingleton<TaskProgressWaiter>()
            .AddSingleton<ProvenanceWriter>()
            .AddSingleton<AnswerHandler>()
            .AddSingleton<CompletionEndpoint>()
            .AddSingleton<ViewEndpoints>()
            .AddSingleton<NativeEndpoints>()
            .AddSingleton<OpenAiEndpoints>()
            .AddSingleton<IReadyCheck, RouterRunning>()
            .AddSingleton<IReadyCheck, RouterRoleHeld>()
            .AddSingleton<IReadyCheck, HashChainPosted>()
            .AddSingleton<IReadyCheck, KeySigns>()
            .AddHostedService(static provider => provider.GetRequiredService<SubmitQueue>())
            .AddHostedService<RouterWatch>()
            .AddHostedService<QueueGauges>()
            .AddHostedService<RouterShutdown>();
        return services;
    }

    /// <summary>Coded errors for everything below, and WebSockets. Comes before the endpoints.</summary>
    public static IApplicationBuilder UseRouter(this IApplicationBuilder app) =>
        app.UseMiddleware<ErrorMiddleware>()
            .UseWebSockets(new WebSocketOptions { KeepAliveInterval = SocketKeepAlive, KeepAliveTimeout = SocketKeepAlive });

    /// <summary>All paths of the router. The gateway comes from storage; the host puts <see cref="PayloadAccess"/> behind it.</summary>
    public static IEndpointRouteBuilder MapRouter(this IEndpointRouteBuilder endpoints)
    {
        IServiceProvider provider = endpoints.ServiceProvider;
        provider.GetRequiredService<NativeEndpoints>().Map(endpoints);
        provider.GetRequiredService<OpenAiEndpoints>().Map(endpoints);
        _ = endpoints.Map("/ws/miner", provider.GetRequiredService<MinerEndpoint>().HandleAsync);
        return endpoints;
    }
}
