using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>May the key use the session?</summary>
internal sealed class SessionAllowed : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.ClientRequest.Key.MayUse(context.Session!.Id)
            ? null
            : ApiError.Of(ErrorCodes.SessionForbidden) with
            {
                Param = "session_id",
            };
}
