using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is there a session to charge?</summary>
internal sealed class SessionFound : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.Session is not null
            ? null
            : new ApiError(
                ErrorCodes.SessionNotFound,
                context.ClientRequest.Session is null ? "No session of this key exists on chain." : ErrorCodes.SessionNotFound.Meaning
            )
            {
                Param = "session_id",
            };
}
