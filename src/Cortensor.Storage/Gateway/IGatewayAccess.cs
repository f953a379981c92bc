using Microsoft.AspNetCore.Http;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// Decides which party may read which object: bytes are served only to the session's owner, its assigned miners and validators, unless the
/// session is public (protocol section 9). The host that maps the gateway knows the sessions and implements this.
/// </summary>
public interface IGatewayAccess
{
    /// <summary>Asked before the store is looked at, also for HEAD and provider queries.</summary>
    ValueTask<GatewayRead> MayReadAsync(HttpContext context, Cid cid, CancellationToken cancellationToken);
}
