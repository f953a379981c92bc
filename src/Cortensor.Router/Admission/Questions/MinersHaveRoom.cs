using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Can enough of the session's miners take one more?</summary>
internal sealed class MinersHaveRoom : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.Free >= context.Session!.Config.Redundancy
            ? null
            : new ApiError(
                ErrorCodes.NoMinerFree,
                $"Session {context.Session.Id} needs {context.Session.Config.Redundancy} miners per task; {context.Free} of its {context.Reachable} connected miners have room."
            )
            {
                RetryAfterSeconds = context.RetrySeconds,
            };
}
