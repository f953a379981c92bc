using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>The hash a miner precommits: worthless to anyone else, on any other chain, contract or task (protocol section 4).</summary>
public static class Commitment
{
    /// <summary>The type string; a frozen surface.</summary>
    public const string Type =
        "Precommit(uint256 chainId,address queue,uint256 sessionId,uint256 taskId,address miner,bytes32 resultDigest,bytes32 salt)";

    private static readonly TypedDataType Precommit = new(Type);

    /// <summary><c>keccak256(abi.encode(typehash, chainId, queue, sessionId, taskId, miner, resultDigest, salt))</c>.</summary>
    public static Hash32 Of(ulong chainId, Address queue, TaskKey task, Address miner, Hash32 resultDigest, Hash32 salt) =>
        Precommit.HashStruct(chainId, queue, task.Session, task.Task, miner, resultDigest, salt);
}
