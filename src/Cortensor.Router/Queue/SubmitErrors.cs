using Cortensor.Api.Errors;
using Cortensor.Protocol.Ledger;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Queue;

/// <summary>What a refusal of the contract means to the client.</summary>
internal static class SubmitErrors
{
    /// <summary>Refusals that say only that somebody was faster.</summary>
    public static bool IsReservationLost(Refusal refusal) => refusal.Code is "TaskIdTaken" or "TaskRouterRevealMismatch";

    public static ApiError Of(Refusal refusal)
    {
        ErrorCode code = refusal.Code switch
        {
            "PaymentInsufficientBalance" => ErrorCodes.InsufficientBalance,
            "SessionAllowanceExceeded" => ErrorCodes.AllowanceExceeded,
            "TaskPriceAboveMaximum" => ErrorCodes.PriceAboveMaximum,
            "SessionUnexpectedState" or "SessionWithdrawing" => ErrorCodes.SessionNotActive,
            _ => ErrorCodes.TaskRefused,
        };
        return new ApiError(code, $"The chain refused the task, no money moved: {refusal}");
    }
}
