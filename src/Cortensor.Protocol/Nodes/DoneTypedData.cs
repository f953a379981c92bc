using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Nodes;

/// <summary>
/// What a miner signs when its stream ends: this result is what I streamed. Streamed text that differs from the committed result is a
/// provable fault.
/// </summary>
public static class DoneTypedData
{
    /// <summary>The type; frozen.</summary>
    public static readonly TypedDataType Type = new("Done(uint256 session,uint256 task,bytes32 resultDigest)");

    /// <summary>The digest to sign.</summary>
    public static Hash32 Digest(TypedDataDomain domain, TaskKey task, Hash32 resultDigest) =>
        domain.Digest(Type.HashStruct(task.Session.Value, task.Task.Value, resultDigest));
}
