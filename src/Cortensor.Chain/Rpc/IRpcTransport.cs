using System.Text.Json;

namespace Cortensor.Chain.Rpc;

/// <summary>Carries one JSON-RPC request to a node. Batching, several nodes or a WebSocket would be other implementations.</summary>
public interface IRpcTransport
{
    /// <summary>Calls <paramref name="method"/> and returns its result, detached from any buffer.</summary>
    /// <exception cref="JsonRpcException">The node answered with an error.</exception>
    /// <exception cref="RpcUnreachableException">No usable answer came.</exception>
    Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default);
}
