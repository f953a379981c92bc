using System.Security.Cryptography;
using Cortensor.Crypto.Native;
using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>A point of secp256k1: the public half of a chain key or an encryption key.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the compressed form.</summary>
    public const int CompressedSize = 33;

    /// <summary>Length of the uncompressed form with its leading 0x04.</summary>
    public const int UncompressedSize = 65;

    private readonly byte[] _uncompressed;

    private PublicKey(byte[] uncompressed)
    {
        _uncompressed = uncompressed;
        Address = AddressOf(uncompressed);
    }

    /// <summary>The last 20 bytes of the Keccak of x ‖ y.</summary>
    public Address Address { get; }

    /// <summary>Reads 33 (compressed) or 65 (uncompressed) bytes.</summary>
    /// <exception cref="FormatException">The bytes are no point of the curve.</exception>
    public static PublicKey Read(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, out PublicKey? key) ? key : throw new FormatException("The bytes are no point of secp256k1.");

    /// <summary>Like <see cref="Read"/>, false instead of an exception.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PublicKey? key)
    {
        Span<byte> opaque = stackalloc byte[Secp256k1.OpaquePublicKeySize];
        bool read =
            bytes.Length is CompressedSize or UncompressedSize
            && Secp256k1.ParsePublicKey(Secp256k1.Context, opaque, bytes, (nuint)bytes.Length) == 1;
        key = read ? FromOpaque(opaque) : null;
        return read;
    }

    /// <summary>
    /// The key that made <paramref name="signature"/> over <paramref name="digest"/>; false when there is none or the signature is not
    /// canonical.
    /// </summary>
    /// <remarks>Some key results for nearly every signature: compare it with the one that was expected.</remarks>
    public static bool TryRecover(
        Hash32 digest,
        Signature signature,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PublicKey? key
    )
    {
        key = null;
        if (!signature.IsCanonical)
        {
            return false;
        }

        Span<byte> compact = stackalloc byte[Secp256k1.CompactSignatureSize];
        signature.R.CopyTo(compact);
        signature.S.CopyTo(compact[Hash32.Size..]);
        Span<byte> message = stackalloc byte[Hash32.Size];
        digest.CopyTo(message);
        Span<byte> parsed = stackalloc byte[Secp256k1.OpaqueSignatureSize];
        Span<byte> opaque = stackalloc byte[Secp256k1.OpaquePublicKeySize];
        bool recovered =
            Secp256k1.ParseSignature(Secp256k1.Context, parsed, compact, signature.YParity) == 1
            && Secp256k1.Recover(Secp256k1.Context, opaque, parsed, message) == 1;
        key = recovered ? FromOpaque(opaque) : null;
        return recovered;
    }

    /// <summary>Whether <paramref name="signature"/> over <paramref name="digest"/> was made with this key.</summary>
    public bool Verifies(Hash32 digest, Signature signature) => TryRecover(digest, signature, out PublicKey? key) && Equals(key);

    /// <summary>The 33-byte form.</summary>
    public byte[] ToCompressed()
    {
        byte[] bytes = _uncompressed[..CompressedSize];
        bytes[0] = (byte)(2 + (_uncompressed[^1] & 1));
        return bytes;
    }

    /// <summary>The 65-byte form.</summary>
    public byte[] ToUncompressed() => [.. _uncompressed];

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _uncompressed.AsSpan().SequenceEqual(other._uncompressed);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();

    /// <summary>The compressed form as hexadecimal.</summary>
    public override string ToString() => Hex.Encode(ToCompressed());

    internal static PublicKey FromOpaque(ReadOnlySpan<byte> opaque)
    {
        byte[] bytes = new byte[UncompressedSize];
        nuint length = UncompressedSize;
        _ = Secp256k1.SerializePublicKey(Secp256k1.Context, bytes, ref length, opaque, Secp256k1.Uncompressed);
        return new PublicKey(bytes);
    }

    internal void WriteOpaque(Span<byte> destination)
    {
        if (Secp256k1.ParsePublicKey(Secp256k1.Context, destination, _uncompressed, UncompressedSize) != 1)
        {
            throw new CryptographicException("A public key that was read before is no point any more.");
        }
    }

    private static Address AddressOf(byte[] uncompressed)
    {
        Span<byte> hash = stackalloc byte[Keccak256.Size];
        Keccak256.Hash(uncompressed.AsSpan(1), hash);
        return new Address(hash[(Keccak256.Size - Address.Size)..]);
    }
}
