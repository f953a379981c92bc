using Cortensor.Api.Frames;

namespace Cortensor.Router.Streaming;

/// <summary>Whether tokens may be passed on to the client.</summary>
internal static class TokenCheck
{
    /// <param name="token">What came.</param>
    /// <param name="streamed">How many tokens were passed on already.</param>
    /// <param name="credit">How many more the miner may send now.</param>
    /// <param name="maxTokens">How many were asked for.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? FaultOf(TokenFrame token, int streamed, int credit, uint maxTokens) =>
        token.Seq != streamed ? $"token {token.Seq} came instead of {streamed}"
        : token.Tokens.Count == 0 ? "a frame without a token came"
        : token.Tokens.Count > credit ? "it sent more than its credit"
        : streamed + token.Tokens.Count > maxTokens ? "it sent more tokens than were asked for"
        : null;
}
