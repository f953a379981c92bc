using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference;

/// <summary>A model an engine can run.</summary>
/// <param name="Id">Its catalogue name.</param>
/// <param name="ContextTokens">Longest prompt and answer together, in tokens.</param>
/// <param name="WeightsSha256">Digest of the weights file; zero for the scripted engine.</param>
/// <param name="NumericsProfile">
/// Backend family, KV type and the like; answers are compared inside one profile (protocol section 5).
/// </param>
public sealed record ModelDescription(ModelId Id, int ContextTokens, Hash32 WeightsSha256, string NumericsProfile)
{
    /// <summary>What can be relied on beyond text.</summary>
    public EngineCapabilities Capabilities { get; init; } = EngineCapabilities.All;
}
