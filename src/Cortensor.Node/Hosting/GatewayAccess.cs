using Cortensor.Router.Access;
using Cortensor.Storage;
using Cortensor.Storage.Gateway;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Node.Hosting;

/// <summary>Puts the router's rule behind the gateway's question. What is readable is never for shared caches: sessions may stop being public.</summary>
internal sealed class GatewayAccess(PayloadAccess rule) : IGatewayAccess
{
    public ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken) =>
        ValueTask.FromResult(rule.MayRead(context, cid.Digest) ? GatewayRead.Private : GatewayRead.Denied);
}
