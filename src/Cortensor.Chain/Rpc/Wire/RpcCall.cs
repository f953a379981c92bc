namespace Cortensor.Chain.Rpc.Wire;

/// <summary>One question of a batch.</summary>
internal sealed record RpcCall(string Method, IReadOnlyList<object?> Parameters);
