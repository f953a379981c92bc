using System.Text;

namespace Cortensor.Router.Admission;

/// <summary>
/// An upper bound of a prompt's length in tokens, without the model: vocabularies here are byte-complete, so no text has more tokens than
/// UTF-8 bytes. The chat template adds a little.
/// </summary>
internal static class PromptBound
{
    /// <summary>Tokens a template may add to the whole conversation, a default system turn included.</summary>
    public const int TemplateAllowance = 64;

    /// <summary>Tokens a template may add per turn, its role included.</summary>
    public const int TurnAllowance = 16;

    public static int Of(ClientRequest clientRequest) =>
        TemplateAllowance
        + (TurnAllowance * clientRequest.Messages.Count)
        + clientRequest.Texts.Sum(static text => Encoding.UTF8.GetByteCount(text));
}
