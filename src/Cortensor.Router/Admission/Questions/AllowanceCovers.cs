using Cortensor.Api.Errors;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>
/// Did the owner allow this router to spend the ceiling? (Protocol section 3: no router spends a session's money without its owner.)
/// </summary>
internal sealed class AllowanceCovers : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        // A router that is the owner needs no allowance (decision 0001, submit).
        if (context.Session!.Owner == context.Self)
        {
            return null;
        }

        TokenAmount left = SessionAllowances.Left(context.Session, context.Self, context.Network.Head.Timestamp);
        return left >= context.SessionPending + context.Ceiling
            ? null
            : new ApiError(
                ErrorCodes.AllowanceExceeded,
                $"This task may cost {context.Ceiling.ToCorString()}; of this router's allowance {left.ToCorString()} are left in this epoch: raise it."
            );
    }
}
