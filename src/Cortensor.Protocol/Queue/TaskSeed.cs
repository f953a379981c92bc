using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Queue;

/// <summary>The seeds of checkable sampling, fixed at assignment (protocol section 5).</summary>
public static class TaskSeed
{
    /// <summary><c>keccak256(abi.encode(selectionSeed, requestDigest, clientSeed or 0, choiceIndex))</c>.</summary>
    public static Hash32 Of(QueueTask task, ulong clientSeed, uint choiceIndex)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Keccak256.HashWords(task.SelectionSeed, task.RequestDigest, clientSeed, (ulong)choiceIndex);
    }

    /// <summary>The key of one miner's noise: <c>keccak256(abi.encode(taskSeed, miner))</c>.</summary>
    public static Hash32 SamplingKey(Hash32 taskSeed, Address miner) => Keccak256.HashWords(taskSeed, miner);
}
