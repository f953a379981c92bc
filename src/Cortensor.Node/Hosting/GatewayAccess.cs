using Cortensor.Router.Access;
using Cortensor.Storage;
using Cortensor.Storage.Gateway;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Node.Hosting;

/// <summary>
/// Puts the router's rule behind the gateway's question. What is readable is never for shared caches: sessions may stop being public.
/// </summary>
internal sealed class GatewayAccess(PayloadAccess rule) : IGatewayAccess
{
    public ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken)
    {
        if (!rule.MayRead(context, cid.Digest))
        {
            return ValueTask.FromResult(GatewayRead.Denied);
        }
        // An oracle learns of tasks from the chain alone: this is how its verdict finds the request's trace.
        if (rule.TraceOf(cid.Digest) is { } trace)
        {
            context.Response.Headers.TraceParent = trace;
        }

        return ValueTask.FromResult(GatewayRead.Private);
    }
}
