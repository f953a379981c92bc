using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>Signs with a key in this process. The key stays the caller's to dispose.</summary>
public sealed class LocalSigner(PrivateKey key) : ISigner
{
    /// <inheritdoc/>
    public Address Address => key.Address;

    /// <inheritdoc/>
    public ValueTask<Signature> SignHashAsync(Hash32 digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(key.Sign(digest));
    }
}
