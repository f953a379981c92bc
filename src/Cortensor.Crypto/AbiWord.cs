using System.Buffers.Binary;
using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>
/// One 32-byte word as <c>abi.encode</c> and EIP-712 <c>encodeData</c> write a value: numbers and addresses to the right, <c>bytesN</c> to
/// the left.
/// </summary>
/// <remarks>
/// The implicit conversions are the point: <c>Type.HashStruct(session, digest, amount, nonce)</c> reads like the Solidity beside it.
/// </remarks>
public readonly record struct AbiWord(Hash32 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = Hash32.Size;

    /// <summary>An unsigned number of at most 64 bits (any Solidity width that holds it).</summary>
    public static implicit operator AbiWord(ulong value) => Number(value);

    /// <summary>An unsigned number of at most 128 bits.</summary>
    public static implicit operator AbiWord(UInt128 value) => Number(value);

    /// <summary>A <c>bool</c>: 0 or 1.</summary>
    public static implicit operator AbiWord(bool value) => Number(value ? 1UL : 0UL);

    /// <summary>A <c>bytes32</c>.</summary>
    public static implicit operator AbiWord(Hash32 value) => new(value);

    /// <summary>An <c>address</c>.</summary>
    public static implicit operator AbiWord(Address value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        value.CopyTo(bytes[(Size - Address.Size)..]);
        return new AbiWord(new Hash32(bytes));
    }

    /// <summary>A <c>bytes32</c> node id.</summary>
    public static implicit operator AbiWord(NodeId value) => new(value.Value);

    /// <summary>A session number.</summary>
    public static implicit operator AbiWord(SessionId value) => Number(value.Value);

    /// <summary>A task number.</summary>
    public static implicit operator AbiWord(TaskId value) => Number(value.Value);

    /// <summary>An amount in wei.</summary>
    public static implicit operator AbiWord(TokenAmount value) => Number(value.Wei);

    /// <summary>A signed number in two's complement (any <c>intN</c> that holds it).</summary>
    public static AbiWord Signed(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Fill(value < 0 ? (byte)0xff : (byte)0);
        BinaryPrimitives.WriteInt128BigEndian(bytes[16..], value);
        return new AbiWord(new Hash32(bytes));
    }

    /// <summary>An unsigned number of at most 256 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or has more than 256 bits.</exception>
    public static AbiWord Unsigned(BigInteger value)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > Size)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A word holds 0 to 2^256 - 1.");
        }

        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        int length = value.GetByteCount(isUnsigned: true);
        _ = value.TryWriteBytes(bytes[(Size - length)..], out _, isUnsigned: true, isBigEndian: true);
        return new AbiWord(new Hash32(bytes));
    }

    /// <summary>EIP-712's word for a <c>string</c>: the Keccak of its UTF-8 bytes.</summary>
    public static AbiWord OfText(string value) => new(Keccak256.HashText(value));

    /// <summary>EIP-712's word for <c>bytes</c>: their Keccak.</summary>
    public static AbiWord OfBytes(ReadOnlySpan<byte> value) => new(Keccak256.Hash(value));

    /// <summary>EIP-712's word for an array: the Keccak of its elements' words.</summary>
    public static AbiWord OfArray(params ReadOnlySpan<AbiWord> elements) => new(Keccak256.HashWords(elements));

    /// <summary>Writes the 32 bytes to the front of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination) => Value.CopyTo(destination);

    private static AbiWord Number(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], value);
        return new AbiWord(new Hash32(bytes));
    }
}
