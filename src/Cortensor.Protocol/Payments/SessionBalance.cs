using Cortensor.Primitives;

namespace Cortensor.Protocol.Payments;

/// <summary>A session's money.</summary>
/// <param name="Free">Wei that can be reserved or withdrawn.</param>
/// <param name="Reserved">Wei held for tasks without an outcome.</param>
public sealed record SessionBalance(TokenAmount Free, TokenAmount Reserved)
{
    /// <summary>Nothing.</summary>
    public static SessionBalance Zero { get; } = new(TokenAmount.Zero, TokenAmount.Zero);
}
