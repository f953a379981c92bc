using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>The seed of a task's verifiable order of miners (protocol section 4, "Order of miners").</summary>
public static class SelectionSeed
{
    /// <summary><c>keccak256(abi.encode(source, requestDigest, sessionId, taskId))</c>.</summary>
    /// <param name="source">The router's reveal; for a router-less task the hash of the block that decides.</param>
    /// <param name="requestDigest">sha-256 of the canonical request object.</param>
    /// <param name="task">Which task.</param>
    public static Hash32 Of(Hash32 source, Hash32 requestDigest, TaskKey task) =>
        Keccak256.HashWords(source, requestDigest, task.Session, task.Task);
}
