using System.Collections.Immutable;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;

namespace Cortensor.Miner.Inference;

/// <summary>How a run ended.</summary>
internal abstract record InferenceOutcome;

/// <summary>With an answer: own tokens and text, a prefix not included.</summary>
internal sealed record Answered(ImmutableArray<int> Tokens, string Text, int PromptTokens, FinishReason Finish, ResultTimings Timings)
    : InferenceOutcome;

/// <summary>Without one, for a reason that checks.</summary>
/// <param name="Reason">As the chain is told.</param>
/// <param name="Message">For people.</param>
/// <param name="Code">As the router is told when that says more than the reason.</param>
internal sealed record Declined(DeclineReason Reason, string Message, string? Code = null) : InferenceOutcome;
