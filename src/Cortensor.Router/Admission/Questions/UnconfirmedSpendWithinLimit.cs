using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is the router willing to go ahead of the chain for this client once more?</summary>
internal sealed class UnconfirmedSpendWithinLimit : IAdmissionQuestion
{
    private const int RetrySeconds = 2;

    public ApiError? Ask(AdmissionContext context) =>
        context.ClientPending + context.Ceiling <= context.Options.ExposurePerClient
            ? null
            : ApiError.Of(ErrorCodes.ExposureLimit) with
            {
                RetryAfterSeconds = RetrySeconds,
            };
}
