using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Does any connected miner offer the model?</summary>
internal sealed class MinerServesModel : IAdmissionQuestion
{
    private const int RetrySeconds = 15;

    public ApiError? Ask(AdmissionContext context) =>
        context.Serving == 0 ? ApiError.Of(ErrorCodes.NoMinerForModel) with { RetryAfterSeconds = RetrySeconds } : null;
}
