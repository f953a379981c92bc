using System.Numerics;

namespace Cortensor.Protocol.Queue;

/// <summary>
/// The authority for a task's cost. An empty signature means: the caller is the owner, or the cost counts against the router's allowance.
/// </summary>
/// <param name="Nonce">Any number the owner has not used for this session.</param>
/// <param name="Expiry">Unix seconds after which the signature is void.</param>
/// <param name="Signature">The owner's EIP-712 signature of TaskRequest (65 bytes r‖s‖v for an EOA).</param>
public sealed record TaskAuthority(BigInteger Nonce, ulong Expiry, ReadOnlyMemory<byte> Signature)
{
    /// <summary>No signature.</summary>
    public static TaskAuthority None { get; } = new(BigInteger.Zero, 0, ReadOnlyMemory<byte>.Empty);
}
