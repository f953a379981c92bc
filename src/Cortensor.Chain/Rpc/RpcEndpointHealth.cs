namespace Cortensor.Chain.Rpc;

/// <summary>How one endpoint does: for health answers and metrics.</summary>
/// <param name="Endpoint">Scheme, host and port; never the path, which often holds a provider's key.</param>
/// <param name="IsUsable">Whether reads may go there now.</param>
/// <param name="Fault">What is or was last wrong; null after an answer that nothing speaks against.</param>
/// <param name="ConsecutiveFailures">Failures since the last answer.</param>
/// <param name="Latency">How long answers take: a moving average; zero before the first.</param>
/// <param name="Head">Its height at the last comparison; null before.</param>
/// <param name="RetryIn">How long it is left alone from now; zero when it is not.</param>
public sealed record RpcEndpointHealth(
    string Endpoint,
    bool IsUsable,
    RpcFault? Fault,
    int ConsecutiveFailures,
    TimeSpan Latency,
    ulong? Head,
    TimeSpan RetryIn
);
