using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Miner.Health;

/// <summary>The engine could run an answer now.</summary>
internal sealed class EngineServes(IInferenceEngine engine) : IReadyCheck
{
    public string Name => "engine";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            (engine as IEngineHealth)?.Problem is { } problem ? ReadyFinding.Of(ReadyCodes.EngineDown, problem)
            : engine.Models.Count == 0 ? ReadyFinding.Of(ReadyCodes.EngineDown, "The engine offers no model.")
            : ReadyFinding.Ok
        );
}
