using Cortensor.Chain.Encoding;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>Where a contract will stand: the opcode CREATE derives it from the deployer and its nonce (Yellow Paper, section 7).</summary>
internal static class CreatedAddress
{
    public static Address Of(Address deployer, ulong nonce)
    {
        byte[] origin = Rlp.Encode(RlpItem.OfList(RlpItem.OfBytes(deployer.ToArray()), RlpItem.OfNumber(nonce)));
        return new Address(Keccak256.Hash(origin).ToArray().AsSpan(Hash32.Size - Address.Size));
    }
}
