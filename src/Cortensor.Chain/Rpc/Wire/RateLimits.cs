namespace Cortensor.Chain.Rpc.Wire;

/// <summary>Recognises the ways in which providers say "too many requests" inside a JSON-RPC error.</summary>
internal static class RateLimits
{
    private const int HttpCode = 429;
    private const int LimitExceeded = -32005; // EIP-1474

    public static bool Is(int code, string message)
    {
        // The same code also says that a range holds too many logs: that is an answer, and asking later gives the same one.
        bool limitCode = code == LimitExceeded && !message.Contains("results", StringComparison.OrdinalIgnoreCase);
        return code == HttpCode
            || limitCode
            || message.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
            || message.Contains("too many requests", StringComparison.OrdinalIgnoreCase);
    }
}
