using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is the longest answer within what the network allows?</summary>
internal sealed class TokensWithinLimit : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context) =>
        context.MaxTokens <= context.Network.Parameters.MaxTokensLimit
            ? null
            : ApiError.Field("max_tokens", $"max_tokens must be at most {context.Network.Parameters.MaxTokensLimit}.");
}
