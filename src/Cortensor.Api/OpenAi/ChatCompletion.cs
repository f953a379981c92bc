using System.Text.Json.Serialization;

namespace Cortensor.Api.OpenAi;

/// <summary>
/// Body of <c>POST /v1/chat/completions</c>. Members of OpenAI's API that change nothing here are accepted and ignored, as its servers do.
/// </summary>
public sealed record ChatCompletionRequest
{
    /// <summary>Catalogue name of the model.</summary>
    public string? Model { get; init; }

    /// <summary>The conversation, oldest turn first.</summary>
    public IReadOnlyList<ChatCompletionMessage>? Messages { get; init; }

    /// <summary>Stream server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>Streaming details.</summary>
    public StreamOptions? StreamOptions { get; init; }

    /// <summary>Longest answer in tokens (old name).</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public int? MaxCompletionTokens { get; init; }

    /// <summary>0–2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0–1.</summary>
    public double? TopP { get; init; }

    /// <summary>Keep this many most likely tokens; our extension, as many servers have it.</summary>
    public int? TopK { get; init; }

    /// <summary>−2–2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>−2–2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>A string or up to eight strings.</summary>
    [JsonConverter(typeof(StringOrListConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>Only 1 is served.</summary>
    public int? N { get; init; }

    /// <summary>Reproduces an answer per miner (protocol section 5).</summary>
    public long? Seed { get; init; }

    /// <summary>The client's own word for its user, ignored.</summary>
    public string? User { get; init; }

    /// <summary>Session to charge; the key's first fitting session when absent. Our extension.</summary>
    public ulong? SessionId { get; init; }
}

/// <summary>One turn.</summary>
public sealed record ChatCompletionMessage
{
    /// <summary><c>system</c>, <c>developer</c> (treated as system), <c>user</c> or <c>assistant</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Text, or a list of text parts.</summary>
    [JsonConverter(typeof(TextContentConverter))]
    public string? Content { get; init; }
}

/// <summary>Streaming details.</summary>
/// <param name="IncludeUsage">Send a last chunk with usage.</param>
public sealed record StreamOptions(bool IncludeUsage = false);

/// <summary>Answer of <c>POST /v1/chat/completions</c> without streaming.</summary>
public sealed record ChatCompletionResponse(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<ChatChoice> Choices,
    Usage Usage,
    Provenance? Cortensor
);

/// <summary>One answer.</summary>
public sealed record ChatChoice(int Index, ChatAnswer Message, string? FinishReason)
{
    /// <summary>Always null: log probabilities are not served.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Logprobs => null;
}

/// <summary>The assistant's turn.</summary>
public sealed record ChatAnswer(string Role, string Content);

/// <summary>One server-sent event of a streamed chat completion.</summary>
public sealed record ChatCompletionChunk(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<ChatChunkChoice> Choices,
    Usage? Usage = null,
    Provenance? Cortensor = null
);

/// <summary>What one event adds.</summary>
public sealed record ChatChunkChoice(int Index, ChatDelta Delta)
{
    /// <summary>Always null: log probabilities are not served.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Logprobs => null;

    /// <summary>Set in the last content chunk: <c>stop</c> or <c>length</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }
}

/// <summary>New text.</summary>
public sealed record ChatDelta(string? Role = null, string? Content = null);

/// <summary>Tokens read and generated.</summary>
public sealed record Usage(int PromptTokens, int CompletionTokens, int TotalTokens);

/// <summary>Answer of <c>GET /v1/models</c>.</summary>
public sealed record ModelList(string Object, IReadOnlyList<ModelListEntry> Data);

/// <summary>One model.</summary>
public sealed record ModelListEntry(string Id, string Object, long Created, string OwnedBy);
