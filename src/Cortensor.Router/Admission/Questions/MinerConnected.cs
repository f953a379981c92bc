using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is any miner connected here?</summary>
internal sealed class MinerConnected : IAdmissionQuestion
{
    /// <summary>A miner that lost its router dials again within seconds.</summary>
    private const int RetrySeconds = 5;

    public ApiError? Ask(AdmissionContext context) =>
        context.Connected == 0 ? ApiError.Of(ErrorCodes.NoMinerConnected) with { RetryAfterSeconds = RetrySeconds } : null;
}
