using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>The node answered with an error. It understood the request and did not carry it out.</summary>
public sealed class JsonRpcException(string method, int code, string message, byte[]? data)
    : Exception($"{method} was refused: {message} ({code}{(data is null ? string.Empty : ", data " + Hex.Encode(data))})")
{
    /// <summary>The method called.</summary>
    public string Method { get; } = method;

    /// <summary>The JSON-RPC error code.</summary>
    public int Code { get; } = code;

    /// <summary>The node's own words.</summary>
    public string NodeMessage { get; } = message;

    /// <summary>The revert data that came along, null when there is none.</summary>
    /// <remarks>The cast matters: a bare null would become empty memory, and every error look like a revert.</remarks>
    public ReadOnlyMemory<byte>? RevertData { get; } = data is null ? (ReadOnlyMemory<byte>?)null : data;
}
