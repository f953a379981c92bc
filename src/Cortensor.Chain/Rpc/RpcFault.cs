namespace Cortensor.Chain.Rpc;

/// <summary>
/// Why an endpoint gave no usable answer; the names are stable codes for logs, metrics and health (docs/operate/chain.md).
/// </summary>
public enum RpcFault
{
    /// <summary>No connection came about: the request was never sent.</summary>
    Unreachable,

    /// <summary>The connection broke after the request was sent.</summary>
    AnswerLost,

    /// <summary>Nothing came in time.</summary>
    Timeout,

    /// <summary>The endpoint asked for fewer requests; the request was not carried out.</summary>
    RateLimited,

    /// <summary>The body is no JSON-RPC answer to this request: not JSON, cut off, another id, the wrong shape.</summary>
    Garbage,

    /// <summary>The body is larger than anything the network asks for.</summary>
    TooLarge,

    /// <summary>The endpoint serves another chain.</summary>
    WrongChain,

    /// <summary>The endpoint's head is too far behind the others'.</summary>
    Lagging,

    /// <summary>The endpoint tells another block at a height where the others agree.</summary>
    Forked,

    /// <summary>Logs that cannot be of the block asked for: another block's hash, or not in the header's bloom.</summary>
    LogsForged,

    /// <summary>
    /// The header's bloom announces logs that did not come. Seldom it is the bloom's own chance, so this alone demotes no endpoint.
    /// </summary>
    LogsMissing,
}
