using System.Security.Cryptography;
using System.Text;
using Cortensor.Crypto.Native;
using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>A secp256k1 secret. It lives in pinned memory, is zeroed on <see cref="Dispose"/> and no text form of it exists.</summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
    private bool _disposed;

    private PrivateKey(ReadOnlySpan<byte> secret)
    {
        secret.CopyTo(_secret);
        Span<byte> opaque = stackalloc byte[Secp256k1.OpaquePublicKeySize];
        if (Secp256k1.CreatePublicKey(Secp256k1.Context, opaque, _secret) != 1)
        {
            CryptographicOperations.ZeroMemory(_secret);
            throw new CryptographicException("The bytes are no secp256k1 secret: zero or past the group order.");
        }

        PublicKey = PublicKey.FromOpaque(opaque);
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The account of this key.</summary>
    public Address Address => PublicKey.Address;

    /// <summary>A new key from the operating system's generator.</summary>
    public static PrivateKey Create()
    {
        Span<byte> secret = stackalloc byte[Size];
        do
        {
            RandomNumberGenerator.Fill(secret);
        } while (Secp256k1.VerifySecretKey(Secp256k1.Context, secret) != 1); // one draw in 2^128 is out of range

        PrivateKey key = new(secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>Takes a copy of 32 secret bytes; the caller zeroes its own.</summary>
    /// <exception cref="CryptographicException">The bytes are no valid secret.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> secret) =>
        secret.Length == Size ? new PrivateKey(secret) : throw new CryptographicException($"A secp256k1 secret has {Size} bytes.");

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>. The message of a failure does not repeat the text.</summary>
    /// <exception cref="CryptographicException">The text is no valid secret.</exception>
    public static PrivateKey FromHex(string text)
    {
        Span<byte> secret = stackalloc byte[Size];
        if (!Hex.TryDecode(text, secret))
        {
            throw new CryptographicException($"A secp256k1 secret has {Size * 2} hexadecimal digits.");
        }

        PrivateKey key = new(secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>Signs a digest: deterministic (RFC 6979), canonical (low s), recoverable.</summary>
    public Signature Sign(Hash32 digest)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> message = stackalloc byte[Hash32.Size];
        digest.CopyTo(message);
        Span<byte> opaque = stackalloc byte[Secp256k1.OpaqueSignatureSize];
        if (Secp256k1.SignRecoverable(Secp256k1.Context, opaque, message, _secret, 0, 0) != 1)
        {
            throw new CryptographicException("libsecp256k1 refused to sign.");
        }

        Span<byte> compact = stackalloc byte[Secp256k1.CompactSignatureSize];
        _ = Secp256k1.SerializeSignature(Secp256k1.Context, compact, out int recoveryId, opaque);
        return new Signature(new Hash32(compact[..Hash32.Size]), new Hash32(compact[Hash32.Size..]), (byte)recoveryId);
    }

    /// <summary>
    /// The Diffie–Hellman secret with <paramref name="other"/>: SHA-256 of the compressed shared point, 32 bytes. Derive keys from it,
    /// never use it as one.
    /// </summary>
    public byte[] AgreeWith(PublicKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> opaque = stackalloc byte[Secp256k1.OpaquePublicKeySize];
        other.WriteOpaque(opaque);
        byte[] shared = new byte[Size];
        return Secp256k1.Ecdh(Secp256k1.Context, shared, opaque, _secret, 0, 0) == 1
            ? shared
            : throw new CryptographicException("libsecp256k1 refused the key agreement.");
    }

    /// <summary>
    /// A key for one purpose: HKDF-SHA256 with this secret as input, no salt and <paramref name="purpose"/> (such as
    /// <c>cortensor/salt/v1</c>) as info. Equal purposes give equal keys, so that what depends on them survives the loss of a disk.
    /// </summary>
    public byte[] DeriveKey(string purpose, int length = Size)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte[] key = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, [], Encoding.UTF8.GetBytes(purpose));
        return key;
    }

    /// <summary>Zeroes the secret; every later use throws.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>The account, never the secret.</summary>
    public override string ToString() => $"PrivateKey of {Address}";

    /// <summary>Hands the secret to code of this assembly that must encrypt it.</summary>
    internal void CopyTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _secret.CopyTo(destination);
    }
}
