using System.Numerics;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Conformance;

/// <summary>The authority of a submit before it is signed for a particular chain.</summary>
/// <param name="Signer">Index of the account that signs; −1 for no signature.</param>
/// <param name="Nonce">Nonce.</param>
/// <param name="Expiry">Unix seconds.</param>
/// <param name="SignedCost">The cost that is signed, which may be another than is asked.</param>
public sealed record AuthorityPlan(int Signer, ulong Nonce, ulong Expiry, TokenAmount SignedCost)
{
    /// <summary>No signature.</summary>
    public static AuthorityPlan None { get; } = new(-1, 0, 0, TokenAmount.Zero);

    /// <summary>The authority, signed.</summary>
    public ValueTask<TaskAuthority> SignAsync(MoveWorld world, SessionId session, Hash32 requestDigest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(world);
        TaskAuthority unsigned = new(new BigInteger(Nonce), Expiry, ReadOnlyMemory<byte>.Empty);
        return Signer < 0
            ? ValueTask.FromResult(unsigned)
            : TaskRequestTypedData.SignAsync(
                new LocalSigner(world.Setup.Accounts[Signer].Key),
                world.SessionDomain,
                session,
                requestDigest,
                SignedCost,
                unsigned,
                cancellationToken
            );
    }
}
