using Cortensor.Chain.Views;
using Cortensor.Crypto;
using Cortensor.Node.Options;
using Cortensor.Oracle.Verdicts;
using Cortensor.Router;
using Cortensor.Router.Access;
using Cortensor.Storage.Blocks;
using Cortensor.Storage.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Hosting;

/// <summary>The HTTP surface of a node: its roles' paths, health and metrics.</summary>
internal static class NodeEndpoints
{
    public static WebApplication MapNode(this WebApplication app, NodeOptions options)
    {
        _ = app.MapGet("/metrics", (MetricsReader metrics) => Results.Text(metrics.Write(), MetricsReader.ContentType));
        if (options.Has(NodeRoles.Router))
        {
            _ = app.UseRouter();
            _ = app.MapRouter();
            _ = app.MapGateway(
                app.Services.GetRequiredService<IBlockStore>(),
                new GatewayAccess(app.Services.GetRequiredService<PayloadAccess>()),
                new GatewayOptions { PeerId = PeerIds.Of(app.Services.GetRequiredService<PrivateKey>().PublicKey) },
                app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cortensor.Storage.Gateway"));
        }
        else
        {
            _ = app.MapGet("/health/live", () => Results.Json(new { status = "ok" }));
            _ = app.MapGet("/health/ready", Ready);
        }

        if (options.Has(NodeRoles.Oracle))
            _ = app.MapOracle();
        return app;
    }

    // The router has its own answer; other roles can work as soon as they see the chain.
    private static IResult Ready(ChainNetworkView view)
    {
        bool fresh = view.IsFresh;
        return Results.Json(
            new { status = fresh ? "ok" : "unavailable", checks = new { chain = fresh ? "ok" : "chain_unavailable" }, block = view.Current.Head.Number },
            statusCode: fresh ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
