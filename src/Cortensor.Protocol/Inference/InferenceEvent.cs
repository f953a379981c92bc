namespace Cortensor.Protocol.Inference;

/// <summary>
/// What an engine says while it answers: first <see cref="PromptEvaluated"/>, then tokens, last <see cref="InferenceCompleted"/>.
/// </summary>
public abstract record InferenceEvent;

/// <summary>The prompt has been read.</summary>
/// <param name="PromptTokens">
/// Its length in tokens, template included; <see cref="NotYetKnown"/> when only the end of the answer tells.
/// </param>
public sealed record PromptEvaluated(int PromptTokens) : InferenceEvent
{
    /// <summary>The engine learns the length with the end of the answer.</summary>
    public const int NotYetKnown = 0;
}

/// <summary>One token was generated.</summary>
/// <param name="Token">Its id in the model's vocabulary.</param>
/// <param name="Text">The text that became certain with it: empty while a character or a possible stop sequence is incomplete.</param>
/// <remarks>
/// A token that leaves text uncertain is told one step late, because the end of the answer may make that text certain. So what has been
/// told never depends on a token that has not.
/// </remarks>
public sealed record TokenGenerated(int Token, string Text) : InferenceEvent;

/// <summary>The answer is complete.</summary>
/// <param name="Tokens">All generated token ids, in order, a closing end-of-turn token left out.</param>
/// <param name="Text">The whole text, cut at stop sequences; equals the concatenated token texts.</param>
/// <param name="PromptTokens">Length of the prompt in tokens.</param>
/// <param name="Finish">Why it ended.</param>
public sealed record InferenceCompleted(IReadOnlyList<int> Tokens, string Text, int PromptTokens, FinishReason Finish) : InferenceEvent;
