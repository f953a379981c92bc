using Cortensor.Api.OpenAi;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;

namespace Cortensor.Router.Endpoints.OpenAi;

/// <summary>A chat request as an inquiry.</summary>
internal static class ChatRequestMapper
{
    public static (ClientRequest? ClientRequest, ApiError? Error) Of(ChatCompletionRequest request, ApiKey key)
    {
        if (request.Messages is null)
        {
            return (null, ApiError.Field("messages", "messages is missing."));
        }

        if (request.Messages.Any(static message => message is null))
        {
            return (null, ApiError.Field("messages", "A message is null."));
        }

        return (
            new ClientRequest
            {
                Key = key,
                Model = request.Model,
                Session = request.SessionId is ulong session ? new SessionId(session) : null,
                Messages =
                [
                    .. request.Messages.Select(static message => new ChatMessage(RoleOf(message.Role), message.Content ?? string.Empty)),
                ],
                MaxTokens = request.MaxCompletionTokens ?? request.MaxTokens,
                Temperature = request.Temperature,
                TopP = request.TopP,
                TopK = request.TopK,
                PresencePenalty = request.PresencePenalty,
                FrequencyPenalty = request.FrequencyPenalty,
                Stop = request.Stop ?? [],
                Choices = request.N ?? 1,
                Seed = request.Seed,
            },
            null
        );
    }

    /// <summary>OpenAI's newer models know the system turn as the developer's.</summary>
    private static string RoleOf(string? role) => role == "developer" ? "system" : role ?? string.Empty;
}
