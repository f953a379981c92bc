using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers;

/// <summary>For makers of moves that have no answer to a refusal, such as the founding of a network.</summary>
public static class MoveResultExtensions
{
    /// <summary>The receipt.</summary>
    /// <exception cref="MoveRefusedException">The move was refused; the message begins with <paramref name="move"/>.</exception>
    public static async Task<MoveReceipt> RequireAsync(this Task<MoveResult> result, string move)
    {
        ArgumentNullException.ThrowIfNull(result);
        return (await result).Require(move);
    }

    /// <inheritdoc cref="RequireAsync"/>
    public static MoveReceipt Require(this MoveResult result, string move)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Made ? result.Receipt : throw new MoveRefusedException(move, result.Refusal);
    }
}
