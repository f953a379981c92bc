using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Router.Errors;
using Cortensor.Router.Tasks;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is every field in its range?</summary>
internal sealed class FieldsInRange : IAdmissionQuestion
{
    private const int MaxStops = 8;
    private const int MaxStopLength = 256;

    private static readonly HashSet<string> Roles = ["system", "user", "assistant"];

    public ApiError? Ask(AdmissionContext context)
    {
        ClientRequest clientRequest = context.ClientRequest;
        return Sampling(clientRequest)
            ?? Unless(clientRequest.MaxTokens is null or >= 1, "max_tokens", "max_tokens must be 1 or more.")
            ?? Unless(clientRequest.Choices == 1, "n", "Only n = 1 is served.")
            ?? Unless(clientRequest.Stop.Count <= MaxStops, "stop", $"At most {MaxStops} stop sequences.")
            ?? Unless(
                clientRequest.Stop.All(static stop => stop is { Length: > 0 and <= MaxStopLength }),
                "stop",
                $"A stop sequence has 1–{MaxStopLength} characters."
            )
            ?? Unless(
                clientRequest.Messages.All(static message => Roles.Contains(message.Role)),
                "messages",
                "A role is system, developer, user or assistant."
            )
            ?? Unless(clientRequest.WaitFor is not null, "wait_for", "wait_for must be answer, precommit, commit or ended.")
            ?? Unless(
                clientRequest.ClientReference is null || ClientReferences.Fits(clientRequest.ClientReference),
                "client_reference",
                $"client_reference has 1–{Hash32.Size} bytes of UTF-8."
            )
            ?? Timeout(clientRequest, context.Options);
    }

    private static ApiError? Sampling(ClientRequest clientRequest)
    {
        SamplingOptions sampling = clientRequest.Sampling;
        return Unless(sampling.Temperature is >= 0 and <= 2, "temperature", "temperature must be 0–2.")
            ?? Unless(sampling.TopP is >= 0 and <= 1, "top_p", "top_p must be 0–1.")
            ?? Unless(sampling.TopK >= 0, "top_k", "top_k must be 0 or more.")
            ?? Unless(sampling.PresencePenalty is >= -2 and <= 2, "presence_penalty", "presence_penalty must be −2–2.")
            ?? Unless(sampling.FrequencyPenalty is >= -2 and <= 2, "frequency_penalty", "frequency_penalty must be −2–2.");
    }

    private static ApiError? Timeout(ClientRequest clientRequest, RouterOptions options)
    {
        int limit = (int)options.MaxAnswerTimeout.TotalSeconds;
        return Unless(
            clientRequest.TimeoutSeconds is not int seconds || (seconds >= 1 && seconds <= limit),
            "timeout",
            $"timeout must be 1–{limit} seconds."
        );
    }

    private static ApiError? Unless(bool fine, string param, string message) => fine ? null : ApiError.Field(param, message);
}
