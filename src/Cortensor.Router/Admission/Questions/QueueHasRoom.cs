using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is there room for one more task?</summary>
internal sealed class QueueHasRoom : IAdmissionQuestion
{
    private const int RetrySeconds = 2;

    public ApiError? Ask(AdmissionContext context) => context.OpenTasks < context.Options.MaxOpenTasks
        ? null
        : ApiError.Of(ErrorCodes.TooManyRequests) with { RetryAfterSeconds = RetrySeconds };
}
