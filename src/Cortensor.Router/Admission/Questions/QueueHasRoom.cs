using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is there room for one more task?</summary>
internal sealed class QueueHasRoom : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.OpenTasks < context.Options.MaxOpenTasks
            ? null
            : ApiError.Of(ErrorCodes.QueueFull) with
            {
                RetryAfterSeconds = context.RetrySeconds,
            };
}
