using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Are enough of the session's miners connected here?</summary>
internal sealed class MinersOfSession : IAdmissionQuestion
{
    private const int RetrySeconds = 5;

    public ApiError? Ask(AdmissionContext context)
    {
        int wanted = context.Session!.Config.Redundancy;
        return context.Reachable >= wanted
            ? null
            : new ApiError(
                context.Reachable == 0 ? ErrorCodes.NoMinerInSession : ErrorCodes.NoMiner,
                $"Session {context.Session.Id} needs {wanted} miners per task; {context.Reachable} of its eligible miners are connected to this router."
            )
            {
                RetryAfterSeconds = RetrySeconds,
            };
    }
}
