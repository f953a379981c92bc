using System.Text.Json;

namespace Cortensor.Chain.Rpc;

/// <summary>
/// Carries JSON-RPC requests to a chain's nodes. <see cref="HttpRpcTransport"/> talks to one, <see cref="RpcPool"/> to several.
/// </summary>
public interface IRpcTransport
{
    /// <summary>Calls <paramref name="method"/> and returns its result, detached from any buffer.</summary>
    /// <exception cref="JsonRpcException">The node answered with an error.</exception>
    /// <exception cref="RpcUnreachableException">No usable answer came.</exception>
    Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default);

    /// <summary>
    /// Calls and reads. An answer that <paramref name="read"/> cannot make sense of, or throws <see cref="RpcUnreachableException"/> for,
    /// is the endpoint's fault: a transport with several endpoints then asks another one.
    /// </summary>
    /// <inheritdoc cref="CallAsync"/>
    async Task<T> ReadAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        JsonElement result = await CallAsync(method, parameters, cancellationToken);
        try
        {
            return read(result);
        }
        catch (Exception malformed)
            when (malformed
                    is KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new RpcUnreachableException(
                method,
                $"the result is not what the method gives: {malformed.Message}",
                malformed,
                RpcFault.Garbage
            );
        }
    }
}
