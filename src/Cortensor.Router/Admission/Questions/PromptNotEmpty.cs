using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is there something to answer?</summary>
internal sealed class PromptNotEmpty : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.ClientRequest.Texts.All(string.IsNullOrWhiteSpace) ? ApiError.Of(ErrorCodes.EmptyPrompt) : null;
}
