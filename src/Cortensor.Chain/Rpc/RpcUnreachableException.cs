namespace Cortensor.Chain.Rpc;

/// <summary>No usable answer came: refused connection, time-out, broken body. The request may or may not have been carried out.</summary>
public sealed class RpcUnreachableException(string method, string reason, Exception? inner = null)
    : Exception($"{method} got no answer: {reason}", inner)
{
    /// <summary>The method called.</summary>
    public string Method { get; } = method;
}
