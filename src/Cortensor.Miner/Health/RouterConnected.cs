using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Health;

/// <summary>At least one router has shaken hands: without one nobody announces work, and answers reach clients late.</summary>
internal sealed class RouterConnected(IRouterDirectory routers, IOptions<MinerOptions> options) : IReadyCheck
{
    public string Name => "router";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            routers.Find(Address.Zero) is not null
                ? ReadyFinding.Ok
                : ReadyFinding.Of(
                    ReadyCodes.NoRouter,
                    $"Connected to none of {string.Join(", ", options.Value.Routers.Select(router => router.Url))}."
                )
        );
}
