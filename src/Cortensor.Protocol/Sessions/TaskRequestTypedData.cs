using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Sessions;

/// <summary>What an owner signs to allow one task (EIP-712). Both strings are frozen surfaces, the same in Session.sol.</summary>
public static class TaskRequestTypedData
{
    /// <summary>Name of the domain.</summary>
    public const string DomainName = "Cortensor Session";

    /// <summary>Version of the domain.</summary>
    public const string DomainVersion = "1";

    /// <summary>The type string.</summary>
    public const string Type = "TaskRequest(uint256 session,bytes32 requestDigest,uint256 maxCost,uint256 nonce,uint256 expiry)";

    private const byte LowestV = 27;

    private static readonly TypedDataType TaskRequest = new(Type);

    /// <summary>The domain of a Session contract.</summary>
    public static TypedDataDomain Domain(ulong chainId, Address session) => new(DomainName, DomainVersion, chainId, session);

    /// <summary>The struct hash to sign under <see cref="Domain"/>.</summary>
    public static Hash32 Hash(SessionId session, Hash32 requestDigest, TokenAmount maxCost, TaskAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return TaskRequest.HashStruct(session, requestDigest, maxCost, AbiWord.Unsigned(authority.Nonce), authority.Expiry);
    }

    /// <summary>The authority with the owner's signature, ready for a submission.</summary>
    public static async ValueTask<TaskAuthority> SignAsync(
        ISigner owner,
        TypedDataDomain domain,
        SessionId session,
        Hash32 requestDigest,
        TokenAmount maxCost,
        TaskAuthority unsigned,
        CancellationToken cancellationToken
    )
    {
        Hash32 hash = Hash(session, requestDigest, maxCost, unsigned);
        Signature signature = await owner.SignTypedDataAsync(domain, hash, cancellationToken);
        return unsigned with { Signature = signature.ToArray() };
    }

    /// <summary>Whether the signature is the owner's, 65 bytes with v = 27 or 28 as the contract's library takes it.</summary>
    public static bool IsSignedBy(
        Address owner,
        TypedDataDomain domain,
        SessionId session,
        Hash32 requestDigest,
        TokenAmount maxCost,
        TaskAuthority authority
    )
    {
        ArgumentNullException.ThrowIfNull(authority);
        ReadOnlySpan<byte> bytes = authority.Signature.Span;
        return Signature.TryRead(bytes, out Signature signature)
            && bytes[^1] >= LowestV
            && domain.IsSignedBy(Hash(session, requestDigest, maxCost, authority), signature, owner);
    }
}
