using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is the router staying?</summary>
internal sealed class RouterRuns : IAdmissionQuestion
{
    /// <summary>About as long as a router that is replaced takes to be back.</summary>
    private const int RetrySeconds = 10;

    public ApiError? Ask(AdmissionContext context) =>
        context.Stopping ? ApiError.Of(ErrorCodes.ShuttingDown) with { RetryAfterSeconds = RetrySeconds } : null;
}
