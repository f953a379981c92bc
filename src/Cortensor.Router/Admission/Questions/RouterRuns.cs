using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is the router staying?</summary>
internal sealed class RouterRuns : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) => context.Stopping ? ApiError.Of(ErrorCodes.ShuttingDown) : null;
}
