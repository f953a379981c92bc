using Cortensor.Api.Native;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;

namespace Cortensor.Router.Endpoints.Native;

/// <summary>A native completion request as an inquiry.</summary>
internal static class NativeRequestMapper
{
    private const int AsTurn = 0;
    private const int Raw = 1;
    private const int WithTemplate = 2;

    public static (ClientRequest? ClientRequest, ApiError? Error) Of(CompletionRequest request, SessionId? session, ApiKey key)
    {
        if (request.PromptType is not (AsTurn or Raw or WithTemplate))
        {
            return (null, ApiError.Field("prompt_type", "prompt_type must be 0, 1 or 2."));
        }

        string prompt = request.Prompt ?? string.Empty;
        return (
            new ClientRequest
            {
                Key = key,
                Session = session ?? (request.SessionId is ulong id ? new SessionId(id) : null),
                Messages = request.PromptType == Raw || string.IsNullOrWhiteSpace(prompt) ? [] : Turns(request, prompt),
                Prompt = request.PromptType == Raw ? prompt : null,
                MaxTokens = request.MaxTokens,
                Temperature = request.Temperature,
                TopP = request.TopP,
                TopK = request.TopK,
                PresencePenalty = request.PresencePenalty,
                FrequencyPenalty = request.FrequencyPenalty,
                Stop = request.Stop ?? [],
                Seed = request.Seed,
                ClientReference = request.ClientReference,
                TimeoutSeconds = request.Timeout,
                WaitForText = request.WaitFor,
            },
            null
        );
    }

    private static List<ChatMessage> Turns(CompletionRequest request, string prompt)
    {
        List<ChatMessage> turns = [];
        if (request.PromptType == WithTemplate && !string.IsNullOrWhiteSpace(request.PromptTemplate))
        {
            turns.Add(new ChatMessage("system", request.PromptTemplate));
        }

        turns.Add(new ChatMessage("user", prompt));
        return turns;
    }
}
