using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>A router's hash chain as the chain knows it.</summary>
/// <param name="Tip">Against this the next reveal is checked.</param>
/// <param name="NextTip">An announced replacement; zero when there is none.</param>
/// <param name="NextEffectiveAt">Unix seconds from which the replacement counts.</param>
public sealed record RouterChain(Hash32 Tip, Hash32 NextTip = default, ulong NextEffectiveAt = 0)
{
    /// <summary>
    /// False while nothing but zero, which is no tip, was posted: the next post still is the first one. A chain that has revealed zero
    /// stays posted, or its router could choose another after seeing a request.
    /// </summary>
    public bool Posted { get; init; } = true;
}
