using Cortensor.Node;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Cli.Network;

/// <summary>Refused moves as the command line tells them.</summary>
internal static class Moves
{
    /// <summary>The receipt.</summary>
    /// <exception cref="CodedException">The chain refused; the code is the contract's.</exception>
    public static async Task<MoveReceipt> RequireAsync(Task<MoveResult> move, string what)
    {
        MoveResult result = await move;
        return result.Made ? result.Receipt : throw Refused(result.Refusal, what);
    }

    public static CodedException Refused(Refusal refusal, string what) =>
        new(ExitCodes.Refused, $"The chain refused to {what}: {refusal.Message}", refusal.Code);
}
