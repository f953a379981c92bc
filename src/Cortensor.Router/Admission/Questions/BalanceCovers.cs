using Cortensor.Api.Errors;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Can the session pay the ceiling, besides what is on its way to the chain?</summary>
internal sealed class BalanceCovers : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        TokenAmount free = context.Network.SessionBalances.GetValueOrDefault(context.Session!.Id, SessionBalance.Zero).Free;
        return free >= context.SessionPending + context.Ceiling
            ? null
            : new ApiError(
                ErrorCodes.InsufficientBalance,
                $"This task may cost {context.Ceiling.ToCorString()}; session {context.Session.Id} has {free.ToCorString()} free, {context.SessionPending.ToCorString()} of it on its way: deposit COR."
            );
    }
}
