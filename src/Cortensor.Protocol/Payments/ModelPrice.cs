using Cortensor.Primitives;

namespace Cortensor.Protocol.Payments;

/// <summary>The network's price of a model before the SLA factor.</summary>
/// <param name="Per1kInput">Wei per 1,000 prompt tokens.</param>
/// <param name="Per1kOutput">Wei per 1,000 generated tokens.</param>
public sealed record ModelPrice(TokenAmount Per1kInput, TokenAmount Per1kOutput)
{
    /// <summary>What a model costs before a price was set.</summary>
    public static ModelPrice Zero { get; } = new(TokenAmount.Zero, TokenAmount.Zero);
}
