namespace Cortensor.Protocol.Telemetry;

/// <summary>
/// The names that OpenTelemetry's semantic conventions give to generative AI: of attributes, of their values, and of metrics.
/// </summary>
public static class GenAi
{
    /// <summary>Attribute: what is done, <see cref="Chat"/> or <see cref="TextCompletion"/>.</summary>
    public const string OperationName = "gen_ai.operation.name";

    /// <summary>Attribute: the model's catalogue name.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>Attribute: the most tokens the answer may have.</summary>
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";

    /// <summary>Attribute: tokens of the prompt.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Attribute: tokens of the answer.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary>Attribute: why the answer ended, one for each choice.</summary>
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>Attribute: <see cref="Input"/> or <see cref="Output"/>.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>Operation: an answer to messages.</summary>
    public const string Chat = "chat";

    /// <summary>Operation: an answer to a raw prompt.</summary>
    public const string TextCompletion = "text_completion";

    /// <summary>Token type: of the prompt.</summary>
    public const string Input = "input";

    /// <summary>Token type: of the answer.</summary>
    public const string Output = "output";

    /// <summary>Metric: from the request to the end of its answer.</summary>
    public const string RequestDuration = "gen_ai.server.request.duration";

    /// <summary>Metric: to the first token.</summary>
    public const string TimeToFirstToken = "gen_ai.server.time_to_first_token";

    /// <summary>Metric: for each token after the first.</summary>
    public const string TimePerOutputToken = "gen_ai.server.time_per_output_token";

    /// <summary>Metric: tokens of an answer.</summary>
    public const string TokenUsage = "gen_ai.client.token.usage";

    /// <summary>The operation of a request.</summary>
    /// <param name="prompt">The raw prompt; null when there are messages.</param>
    public static string OperationOf(string? prompt) => prompt is null ? Chat : TextCompletion;
}
