using Cortensor.Chain.Encoding;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>Where a contract will stand.</summary>
internal static class ContractAddress
{
    /// <summary>The address of CREATE: the end of the Keccak of deployer and nonce.</summary>
    public static Address Of(Address deployer, ulong nonce)
    {
        byte[] encoded = Rlp.Encode(RlpItem.OfList(RlpItem.OfBytes(deployer.ToArray()), RlpItem.OfNumber(nonce)));
        return new Address(Keccak256.Hash(encoded).ToArray().AsSpan(Hash32.Size - Address.Size));
    }
}
