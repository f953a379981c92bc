using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference;

/// <summary>
/// What can be said about a request without knowing the model. Routers ask before they take money, engines before they run.
/// </summary>
public static class InferenceRequestRule
{
    /// <summary>Most stop sequences in a request.</summary>
    public const int MaxStops = 8;

    /// <summary>Longest stop sequence, in UTF-16 units.</summary>
    public const int MaxStopLength = 256;

    /// <summary>Most tokens that may be asked for at once.</summary>
    public const int MaxMaxTokens = 131_072;

    private static readonly HashSet<string> Roles = ["system", "user", "assistant"];

    /// <summary>The first thing that is wrong with the request, null when nothing is.</summary>
    public static InferenceRefusal? Check(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? fault = Text(request) ?? Limits(request) ?? Sampling(request.Sampling);
        return fault is null ? null : new InferenceRefusal(InferenceRefusalCodes.InvalidArgument, fault);
    }

    private static string? Text(InferenceRequest request)
    {
        if (request.Prompt is null == (request.Messages.Count == 0))
        {
            return "Give either messages or a prompt.";
        }

        if (request.Prompt is { } prompt)
        {
            return prompt.Length == 0 ? "The prompt is empty."
                : UnicodeText.IsWellFormed(prompt) ? null
                : "The prompt is not valid Unicode text.";
        }

        foreach (ChatMessage message in request.Messages)
        {
            if (!Roles.Contains(message.Role))
            {
                return $"'{message.Role}' is not a role: use system, user or assistant.";
            }

            if (!UnicodeText.IsWellFormed(message.Content))
            {
                return "A message is not valid Unicode text.";
            }
        }

        return request.Messages.All(message => message.Content.Length == 0) ? "Every message is empty." : null;
    }

    private static string? Limits(InferenceRequest request) =>
        request switch
        {
            { MaxTokens: < 1 or > MaxMaxTokens } => $"max_tokens must be 1–{MaxMaxTokens}.",
            { Stop.Count: > MaxStops } => $"At most {MaxStops} stop sequences.",
            _ when request.Stop.Any(stop => stop.Length is 0 or > MaxStopLength || !UnicodeText.IsWellFormed(stop)) =>
                $"A stop sequence has 1–{MaxStopLength} characters of valid Unicode text.",
            _ when request.Prefix.Any(token => token < 0) => "A token id of the prefix is negative.",
            _ => null,
        };

    private static string? Sampling(SamplingOptions sampling) =>
        sampling switch
        {
            { Temperature: not (>= 0 and <= 2) } => "temperature must be 0–2.",
            { TopP: not (>= 0 and <= 1) } => "top_p must be 0–1.",
            { TopK: < 0 } => "top_k must be 0 or more.",
            { PresencePenalty: not (>= -2 and <= 2) } => "presence_penalty must be −2–2.",
            { FrequencyPenalty: not (>= -2 and <= 2) } => "frequency_penalty must be −2–2.",
            _ => null,
        };
}
