using System.Buffers.Binary;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Encoding;

/// <summary>The four bytes that name a function or a custom error: the front of the Keccak of its signature.</summary>
public readonly record struct Selector(uint Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = sizeof(uint);

    /// <summary>The selector of a signature such as <c>transfer(address,uint256)</c>.</summary>
    public static Selector Of(string signature) => new(BinaryPrimitives.ReadUInt32BigEndian(Keccak256.HashText(signature).ToArray()));

    /// <summary>The selector in front of call or revert data; false when there are fewer than four bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out Selector selector)
    {
        bool read = BinaryPrimitives.TryReadUInt32BigEndian(data, out uint value);
        selector = new Selector(value);
        return read;
    }

    /// <summary>Writes the four bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    /// <summary>The four bytes as a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Hexadecimal with <c>0x</c>.</summary>
    public override string ToString() => Hex.Encode(ToArray());
}
