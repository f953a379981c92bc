using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Has the key room for one more request at once?</summary>
internal sealed class RequestsWithinLimit : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.ClientRequest.Permit is { TooManyAtOnce: true }
            ? ApiError.Of(ErrorCodes.TooManyRequests) with
            {
                RetryAfterSeconds = context.RetrySeconds,
            }
            : null;
}
