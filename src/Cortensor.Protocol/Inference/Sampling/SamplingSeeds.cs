using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference.Sampling;

/// <summary>Where the noise of an answer comes from (protocol section 5): fixed at assignment, different for every miner.</summary>
public static class SamplingSeeds
{
    /// <summary>
    /// The seed of one choice of one task: <c>keccak256(abi.encode(bytes32, bytes32, int256, uint256))</c> of the arguments in order.
    /// </summary>
    /// <param name="selectionSeed">The seed that also ordered the miners (protocol section 4).</param>
    /// <param name="requestDigest">Digest of the canonical request.</param>
    /// <param name="clientSeed">The client's <c>seed</c>, 0 when it gave none.</param>
    /// <param name="choiceIndex">Which of the request's choices this is, counted from 0.</param>
    public static Hash32 TaskSeed(Hash32 selectionSeed, Hash32 requestDigest, long clientSeed, int choiceIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(choiceIndex);
        return Keccak256.HashWords(selectionSeed, requestDigest, AbiWord.Signed(clientSeed), (ulong)choiceIndex);
    }

    /// <summary>The key of one miner's noise: <c>keccak256(abi.encode(bytes32 taskSeed, address miner))</c>.</summary>
    public static Hash32 MinerKey(Hash32 taskSeed, Address miner) => Keccak256.HashWords(taskSeed, miner);
}
