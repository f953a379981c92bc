using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Does the router see the chain?</summary>
internal sealed class ChainIsRecent : IAdmissionQuestion
{
    private const int RetrySeconds = 5;

    public ApiError? Ask(AdmissionContext context) =>
        context.ChainAge > context.Options.MaxChainAge
            ? ApiError.Of(ErrorCodes.ChainUnavailable) with
            {
                RetryAfterSeconds = RetrySeconds,
            }
            : null;
}
