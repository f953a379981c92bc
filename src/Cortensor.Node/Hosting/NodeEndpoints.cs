using Cortensor.Crypto;
using Cortensor.Node.Health;
using Cortensor.Node.Metrics;
using Cortensor.Node.Options;
using Cortensor.Node.Stats;
using Cortensor.Oracle.Verdicts;
using Cortensor.Router;
using Cortensor.Router.Access;
using Cortensor.Storage.Blocks;
using Cortensor.Storage.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Hosting;

/// <summary>The HTTP surface of a node: its roles' paths, health and metrics.</summary>
internal static class NodeEndpoints
{
    public static WebApplication MapNode(this WebApplication app, NodeOptions options)
    {
        _ = app.MapTelemetry();
        _ = app.MapStats();
        _ = app.MapHealth();
        if (options.Has(NodeRoles.Router))
        {
            _ = app.UseRouter();
            _ = app.MapRouter();
            _ = app.MapGateway(
                app.Services.GetRequiredService<IBlockStore>(),
                new GatewayAccess(app.Services.GetRequiredService<PayloadAccess>()),
                new GatewayOptions { PeerId = PeerIds.Of(app.Services.GetRequiredService<PrivateKey>().PublicKey) },
                app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cortensor.Storage.Gateway")
            );
        }

        if (options.Has(NodeRoles.Oracle))
        {
            _ = app.MapOracle();
        }

        return app;
    }
}
