using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints.Health;

/// <summary>Live: the process answers. Ready: it can take a task; each check is <c>ok</c> or a stable code.</summary>
internal sealed class HealthEndpoints(
    INetworkView view, ISigner signer, HashChainKeeper chains, RouterState state, IEnumerable<IGasFunds> gas, IOptions<RouterOptions> options)
{
    private const string Ok = "ok";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapGet("/health/live", static context =>
            context.Response.WriteAsJsonAsync(new HealthView(Ok, new Dictionary<string, string>()), ApiJson.Default.HealthView));
        _ = endpoints.MapGet("/health/ready", ReadyAsync);
    }

    private async Task ReadyAsync(HttpContext context)
    {
        NetworkSnapshot now = view.Current;
        Hash32 tip = RouterChains.TipAt(now.RouterChains.GetValueOrDefault(signer.Address), now.Head.Timestamp);
        Dictionary<string, string> checks = new()
        {
            ["process"] = state.Stopping ? "shutting_down" : Ok,
            ["chain"] = state.ChainAge > options.Value.MaxChainAge ? "chain_unavailable" : Ok,
            ["role"] = now.Routers.Contains(signer.Address) ? Ok : "not_a_router",
            ["hash_chain"] = chains.TryReveal(tip, out _) ? Ok : "hash_chain_not_posted",
            ["key"] = await CanSignAsync(context.RequestAborted) ? Ok : "key_locked",
        };
        foreach (IGasFunds funds in gas)
            checks["gas"] = await funds.IsAboveFloorAsync(context.RequestAborted) ? Ok : "gas_low";
        bool ready = checks.Values.All(static check => check == Ok);
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(new HealthView(ready ? Ok : "unavailable", checks), ApiJson.Default.HealthView);
    }

    private async Task<bool> CanSignAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await signer.SignHashAsync(Hash32.Zero, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false; // A signer that is locked or away says so by throwing.
        }
    }
}
