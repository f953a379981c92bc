using Cortensor.Protocol.Nodes;

namespace Cortensor.Router.Health;

/// <summary>The router takes tasks.</summary>
internal sealed class RouterRunning(RouterState state) : IReadyCheck
{
    public string Name => "process";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            state.Stopping ? ReadyFinding.Of(ReadyCodes.ShuttingDown, "The router is stopping and takes no new tasks.") : ReadyFinding.Ok
        );
}
