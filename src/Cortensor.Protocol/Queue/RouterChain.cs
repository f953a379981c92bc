using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>A router's hash chain as the chain knows it.</summary>
/// <param name="Tip">Against this the next reveal is checked.</param>
/// <param name="NextTip">An announced replacement; zero when there is none.</param>
/// <param name="NextEffectiveAt">Unix seconds from which the replacement counts.</param>
public sealed record RouterChain(Hash32 Tip, Hash32 NextTip = default, ulong NextEffectiveAt = 0);
