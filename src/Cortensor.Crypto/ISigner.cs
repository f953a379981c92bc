using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>Something that signs for one account: a key in this process, a keystore, later a remote signer or hardware.</summary>
public interface ISigner
{
    /// <summary>The account that signs.</summary>
    Address Address { get; }

    /// <summary>A canonical, recoverable signature of <paramref name="digest"/> by <see cref="Address"/>.</summary>
    ValueTask<Signature> SignHashAsync(Hash32 digest, CancellationToken cancellationToken = default);
}
