using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>Signing of typed data, on any signer.</summary>
public static class SignerExtensions
{
    /// <summary>Signs a struct hash under <paramref name="domain"/> (EIP-712).</summary>
    public static ValueTask<Signature> SignTypedDataAsync(
        this ISigner signer,
        TypedDataDomain domain,
        Hash32 structHash,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(domain);
        return signer.SignHashAsync(domain.Digest(structHash), cancellationToken);
    }

    /// <summary>Whether <paramref name="account"/> signed the struct hash under this domain.</summary>
    public static bool IsSignedBy(this TypedDataDomain domain, Hash32 structHash, Signature signature, Address account)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return PublicKey.TryRecover(domain.Digest(structHash), signature, out PublicKey? key) && key.Address == account;
    }
}
