using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>
/// An EIP-712 domain with the four fields that all our contracts use: a signature for one contract on one chain is worth nothing elsewhere.
/// </summary>
public sealed class TypedDataDomain
{
    private static readonly TypedDataType DomainType = new(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// <summary>A domain; its separator is computed once, here.</summary>
    public TypedDataDomain(string name, string version, ulong chainId, Address verifyingContract)
    {
        Name = name;
        Version = version;
        ChainId = chainId;
        VerifyingContract = verifyingContract;
        Separator = DomainType.HashStruct(AbiWord.OfText(name), AbiWord.OfText(version), chainId, verifyingContract);
    }

    /// <summary>The protocol's name.</summary>
    public string Name { get; }

    /// <summary>The protocol's version.</summary>
    public string Version { get; }

    /// <summary>The chain.</summary>
    public ulong ChainId { get; }

    /// <summary>The contract that checks the signature.</summary>
    public Address VerifyingContract { get; }

    /// <summary><c>hashStruct(eip712Domain)</c>.</summary>
    public Hash32 Separator { get; }

    /// <summary>What is signed: <c>keccak256(0x1901 ‖ separator ‖ structHash)</c>.</summary>
    public Hash32 Digest(Hash32 structHash)
    {
        Span<byte> bytes = stackalloc byte[2 + Hash32.Size + Hash32.Size];
        bytes[0] = 0x19;
        bytes[1] = 0x01;
        Separator.CopyTo(bytes[2..]);
        structHash.CopyTo(bytes[(2 + Hash32.Size)..]);
        return Keccak256.Hash(bytes);
    }
}
