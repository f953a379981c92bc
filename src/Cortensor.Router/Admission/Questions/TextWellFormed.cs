using System.Buffers;
using System.Text;
using Cortensor.Api.Errors;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is every text Unicode? Half of a surrogate pair has no UTF-8 form, so it could be neither hashed nor stored.</summary>
internal sealed class TextWellFormed : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        Inquiry inquiry = context.Inquiry;
        IEnumerable<string?> all = [.. inquiry.Texts, .. inquiry.Stop, inquiry.ClientReference];
        return all.All(static text => text is null || IsWellFormed(text)) ? null : ApiError.Of(ErrorCodes.InvalidText);
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != OperationStatus.Done)
                return false;
            text = text[consumed..];
        }

        return true;
    }
}
