using Cortensor.Api.Errors;
using Cortensor.Primitives;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is every text Unicode?</summary>
internal sealed class TextWellFormed : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        ClientRequest clientRequest = context.ClientRequest;
        IEnumerable<string?> all = [.. clientRequest.Texts, .. clientRequest.Stop, clientRequest.ClientReference];
        return all.All(static text => text is null || UnicodeText.IsWellFormed(text)) ? null : ApiError.Of(ErrorCodes.InvalidText);
    }
}
