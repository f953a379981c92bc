namespace Cortensor.Bench.Soak.Load;

/// <summary>One prompt that somebody wants answered.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When, after the start.</param>
/// <param name="Session">Who pays.</param>
/// <param name="Manner">How the client behaves.</param>
/// <param name="Prompt">What is asked; no two are the same.</param>
/// <param name="MaxTokens">Longest answer.</param>
/// <param name="Timeout">Tokens after which a client that leaves is gone.</param>
internal sealed record Ask(int Number, TimeSpan At, ulong Session, Manner Manner, string Prompt, int MaxTokens, int Timeout);
