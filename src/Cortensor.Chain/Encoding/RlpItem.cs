using System.Numerics;

namespace Cortensor.Chain.Encoding;

/// <summary>What RLP encodes: a byte string or a list of items (Ethereum yellow paper, appendix B).</summary>
public sealed class RlpItem
{
    private RlpItem(byte[] bytes, IReadOnlyList<RlpItem>? items)
    {
        Bytes = bytes;
        Items = items;
    }

    /// <summary>The byte string; empty for a list.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The items of a list; null for a byte string.</summary>
    public IReadOnlyList<RlpItem>? Items { get; }

    /// <summary>A byte string.</summary>
    public static RlpItem OfBytes(ReadOnlySpan<byte> bytes) => new(bytes.ToArray(), null);

    /// <summary>A non-negative number: big-endian without leading zeros, so zero is the empty string.</summary>
    public static RlpItem OfNumber(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new RlpItem(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true), null);
    }

    /// <summary>A list.</summary>
    public static RlpItem OfList(params IReadOnlyList<RlpItem> items) => new([], items);
}
