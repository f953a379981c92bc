using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Are enough of the session's miners connected here?</summary>
internal sealed class MinersConnected : IAdmissionQuestion
{
    private const int RetrySeconds = 5;

    public ApiError? Ask(AdmissionContext context) => context.Reachable >= context.Session!.Config.Redundancy
        ? null
        : new ApiError(
            ErrorCodes.NoMiner,
            $"Session {context.Session.Id} needs {context.Session.Config.Redundancy} miners per task; {context.Reachable} of its eligible miners are connected to this router.")
        {
            RetryAfterSeconds = RetrySeconds,
        };
}
