using Cortensor.Api.Errors;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Does the session take tasks?</summary>
internal sealed class SessionActive : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        SessionInfo session = context.Session!;
        return session.State != SessionState.Active ? new ApiError(ErrorCodes.SessionNotActive, $"Session {session.Id} is {session.State}.")
            : session.WithdrawNotBefore != 0
                ? new ApiError(ErrorCodes.SessionNotActive, $"A withdrawal from session {session.Id} is under way.")
            : null;
    }
}
