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
        string? fault = Text(request) ?? Limits(request) ?? CheckSampling(request.Sampling)?.Message;
        return fault is null ? null : new InferenceRefusal(InferenceRefusalCodes.InvalidArgument, fault);
    }

    /// <summary>Whether a message may have this role.</summary>
    public static bool IsRole(string role) => Roles.Contains(role);

    /// <summary>What is wrong with the stop sequences: too many, or the first that is wrong; null when nothing is.</summary>
    public static FieldFault? CheckStop(IReadOnlyList<string> stop)
    {
        ArgumentNullException.ThrowIfNull(stop);
        return stop.Count > MaxStops ? new FieldFault("stop", $"At most {MaxStops} stop sequences.")
            : stop.All(static text => text is { Length: > 0 and <= MaxStopLength } && UnicodeText.IsWellFormed(text)) ? null
            : new FieldFault("stop", $"A stop sequence has 1–{MaxStopLength} characters of valid Unicode text.");
    }

    /// <summary>The first number of the sampling that is out of its range; null when none is.</summary>
    public static FieldFault? CheckSampling(SamplingOptions sampling) =>
        sampling switch
        {
            null => throw new ArgumentNullException(nameof(sampling)),
            { Temperature: not (>= 0 and <= 2) } => new FieldFault("temperature", "temperature must be 0–2."),
            { TopP: not (>= 0 and <= 1) } => new FieldFault("top_p", "top_p must be 0–1."),
            { TopK: < 0 } => new FieldFault("top_k", "top_k must be 0 or more."),
            { PresencePenalty: not (>= -2 and <= 2) } => new FieldFault("presence_penalty", "presence_penalty must be −2–2."),
            { FrequencyPenalty: not (>= -2 and <= 2) } => new FieldFault("frequency_penalty", "frequency_penalty must be −2–2."),
            _ => null,
        };

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
            if (!IsRole(message.Role))
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
        request.MaxTokens is < 1 or > MaxMaxTokens ? $"max_tokens must be 1–{MaxMaxTokens}."
        : CheckStop(request.Stop) is { } fault ? fault.Message
        : request.Prefix.Any(token => token < 0) ? "A token id of the prefix is negative."
        : null;
}
