using Cortensor.Primitives;

namespace Cortensor.Router;

/// <summary>
/// From this the router's hash chains are made. It must come back after a restart, so the host derives it from the chain key: a router that
/// lost its disk, but not its key, finds its place again.
/// </summary>
/// <param name="Value">32 secret bytes.</param>
public sealed record RouterSecret(Hash32 Value)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => nameof(RouterSecret);
}
