using Cortensor.Router.Access;
using Cortensor.Storage;
using Cortensor.Storage.Gateway;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Testing.Network;

/// <summary>The router's rule behind the gateway's question, as a node puts it there.</summary>
internal sealed class RouterGatewayAccess(PayloadAccess rule) : IGatewayAccess
{
    public ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken) =>
        ValueTask.FromResult(rule.MayRead(context, cid.Digest) ? GatewayRead.Private : GatewayRead.Denied);
}
