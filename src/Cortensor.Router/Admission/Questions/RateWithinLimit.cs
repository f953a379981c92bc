using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Has the key a request left in this minute?</summary>
internal sealed class RateWithinLimit : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.ClientRequest.Permit is { RateExceeded: true } permit
            ? ApiError.Of(ErrorCodes.RateLimitExceeded) with
            {
                RetryAfterSeconds = permit.RetrySeconds,
            }
            : null;
}
