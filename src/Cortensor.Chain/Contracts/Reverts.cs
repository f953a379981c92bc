using Cortensor.Chain.Rpc;

namespace Cortensor.Chain.Contracts;

/// <summary>Tells a contract's refusal from the node's own errors.</summary>
internal static class Reverts
{
    /// <summary>geth's code for an execution that reverted.</summary>
    private const int ExecutionReverted = 3;

    public static bool TryRead(JsonRpcException refused, out ReadOnlyMemory<byte> data)
    {
        data = refused.RevertData ?? default;
        return refused.RevertData is not null
            || refused.Code == ExecutionReverted
            || refused.NodeMessage.Contains("revert", StringComparison.OrdinalIgnoreCase);
    }
}
