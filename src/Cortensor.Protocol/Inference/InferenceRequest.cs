using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference;

/// <summary>Everything an engine needs to produce one answer.</summary>
public sealed record InferenceRequest
{
    /// <summary>Which model must answer.</summary>
    public required ModelId Model { get; init; }

    /// <summary>The conversation, put through the model's own chat template. Empty when <see cref="Prompt"/> is set.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>
    /// A raw prompt, given to the model as it is: control tokens spelled out in it count. Null when <see cref="Messages"/> is set.
    /// </summary>
    public string? Prompt { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>At most this many tokens are generated, those of <see cref="Prefix"/> not counted; 1 or more.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>Generation ends before the first of these appears in the text; it never leaks. At most 8, none empty.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Keys the noise of checkable sampling: <c>keccak(taskSeed, miner)</c> (protocol section 5).</summary>
    public Hash32 SamplingKey { get; init; }

    /// <summary>
    /// Requests of one scope may share what an engine has computed for a common beginning of their prompts. Null shares nothing. Miners put
    /// the session here: who waits less long for an answer learns that somebody has asked alike, and inside a session that is the same
    /// payer.
    /// </summary>
    public string? CacheScope { get; init; }

    /// <summary>
    /// Tokens of an answer that another miner began: generation goes on after them, at that position (protocol section 10).
    /// </summary>
    /// <remarks>
    /// The events speak of new tokens and new text only. A character or possible stop sequence that the prefix leaves incomplete appears
    /// with the new tokens, so that the texts of both segments, in order, are the answer.
    /// </remarks>
    public IReadOnlyList<int> Prefix { get; init; } = [];

    /// <summary>What those tokens were told to say; engines that know texts only go on after it.</summary>
    public string PrefixText { get; init; } = string.Empty;
}
