using System.Text.Json.Serialization;
using Cortensor.Api.OpenAi;

namespace Cortensor.Api.Native;

/// <summary>Body of <c>POST /api/v1/completions[/{sessionId}]</c>.</summary>
public sealed record CompletionRequest
{
    /// <summary>Session to charge; the path wins; the key's first session when absent.</summary>
    public ulong? SessionId { get; init; }

    /// <summary>What to answer.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// 0 as a user's turn in the model's chat template (default), 1 raw, 2 <see cref="PromptTemplate"/> as system turn plus prompt.
    /// </summary>
    public int PromptType { get; init; }

    /// <summary>System turn for prompt type 2.</summary>
    public string? PromptTemplate { get; init; }

    /// <summary>Stream server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>Seconds until the router gives up waiting; 1–300, default 60.</summary>
    public int? Timeout { get; init; }

    /// <summary>The client's own word, at most 32 bytes; echoed by the chain.</summary>
    public string? ClientReference { get; init; }

    /// <summary>
    /// When to answer: <c>answer</c> (default, when the text is complete), <c>precommit</c>, <c>commit</c> or <c>ended</c>.
    /// </summary>
    public string? WaitFor { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0–2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0–1.</summary>
    public double? TopP { get; init; }

    /// <summary>0 keeps all.</summary>
    public int? TopK { get; init; }

    /// <summary>−2–2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>−2–2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>A string or up to eight strings.</summary>
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>Reproduces an answer per miner.</summary>
    public long? Seed { get; init; }
}

/// <summary>
/// Answer and stream chunk of the native completions: OpenAI's text-completion shape plus <c>task_id</c> and <c>session_id</c> in every
/// object.
/// </summary>
public sealed record CompletionResponse(
    string Id,
    string Object,
    long Created,
    string Model,
    ulong SessionId,
    ulong TaskId,
    IReadOnlyList<CompletionChoice> Choices,
    Usage? Usage = null,
    Provenance? Cortensor = null
);

/// <summary>Text of a completion or what one chunk adds.</summary>
public sealed record CompletionChoice(string Text, int Index)
{
    /// <summary>Always null: log probabilities are not served.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Logprobs => null;

    /// <summary>Set at the end: <c>stop</c> or <c>length</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }
}
