using Cortensor.Primitives;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Streaming;

/// <summary>What the client's side of a task sees: tokens in order, pulses between them, then exactly one end.</summary>
internal abstract record AnswerEvent;

/// <summary>Tokens that came together, at least one.</summary>
/// <param name="Text">Text that became certain with them; may be empty.</param>
/// <param name="Count">How many they are.</param>
internal sealed record AnswerTokens(string Text, int Count) : AnswerEvent;

/// <summary>Nothing came for a while: the line to the client must be kept open.</summary>
internal sealed record AnswerPulse : AnswerEvent;

/// <summary>The answer is complete.</summary>
internal sealed record AnswerFinished(string Finish, int PromptTokens, int OutputTokens, Hash32 ResultDigest, Address Miner) : AnswerEvent;

/// <summary>There will be no answer.</summary>
/// <param name="Error">Why.</param>
/// <param name="ReservationLost">The request can be planned again, unseen by the client.</param>
internal sealed record AnswerFailed(ApiError Error, bool ReservationLost = false) : AnswerEvent;
