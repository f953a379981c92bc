namespace Cortensor.Chain.Rpc;

/// <summary>
/// No usable answer came. Unless <see cref="MayHaveArrived"/> says otherwise, the request may or may not have been carried out.
/// </summary>
public sealed class RpcUnreachableException(
    string method,
    string reason,
    Exception? inner = null,
    RpcFault fault = RpcFault.AnswerLost,
    TimeSpan? retryAfter = null
) : Exception($"{method} got no answer: {reason} ({fault})", inner)
{
    /// <summary>The method called.</summary>
    public string Method { get; } = method;

    /// <summary>What was wrong.</summary>
    public RpcFault Fault { get; } = fault;

    /// <summary>How long the endpoint asked to be left alone (RFC 9110 section 10.2.3); null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the endpoint may have carried the request out.</summary>
    public bool MayHaveArrived =>
        Fault is not (RpcFault.Unreachable or RpcFault.RateLimited or RpcFault.WrongChain or RpcFault.Lagging or RpcFault.Forked);
}
