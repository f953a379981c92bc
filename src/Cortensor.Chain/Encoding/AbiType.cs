namespace Cortensor.Chain.Encoding;

/// <summary>A Solidity ABI type, read from its canonical text such as <c>(uint256,string[2])[]</c>.</summary>
/// <remarks>
/// CLR values: numbers as <see cref="System.Numerics.BigInteger"/> (the encoder also takes the built-in widths and our amount and id
/// types), <see cref="bool"/>, <see cref="Primitives.Address"/>, <c>byte[]</c> for <c>bytes</c> and <c>bytesN</c> (also
/// <see cref="Primitives.Hash32"/>), <see cref="string"/>, and <c>object[]</c> for arrays and tuples (the encoder takes any
/// <see cref="System.Collections.IEnumerable"/>).
/// </remarks>
public sealed class AbiType
{
    /// <summary>Length of a word.</summary>
    public const int WordSize = 32;

    private const int MaxHeadSize = 1 << 24;

    private AbiType(
        AbiKind kind,
        string text,
        int size = 0,
        AbiType? element = null,
        int? length = null,
        IReadOnlyList<AbiType>? components = null
    )
    {
        Kind = kind;
        Text = text;
        Size = size;
        Element = element;
        Length = length;
        Components = components ?? [];
        IsDynamic = kind switch
        {
            AbiKind.Bytes or AbiKind.Text => true,
            AbiKind.Array => length is null || element!.IsDynamic,
            AbiKind.Tuple => Components.Any(component => component.IsDynamic),
            _ => false,
        };
        HeadSize = IsDynamic
            ? WordSize
            : kind switch
            {
                AbiKind.Array => length!.Value * element!.HeadSize,
                AbiKind.Tuple => Components.Sum(component => component.HeadSize),
                _ => WordSize,
            };
    }

    /// <summary>The family.</summary>
    public AbiKind Kind { get; }

    /// <summary>The canonical text, as it stands in signatures.</summary>
    public string Text { get; }

    /// <summary>Bits of a number, bytes of <c>bytesN</c>, else 0.</summary>
    public int Size { get; }

    /// <summary>What an array holds.</summary>
    public AbiType? Element { get; }

    /// <summary>The length of a fixed array; null for a dynamic one.</summary>
    public int? Length { get; }

    /// <summary>The members of a tuple.</summary>
    public IReadOnlyList<AbiType> Components { get; }

    /// <summary>Whether the value stands behind an offset.</summary>
    public bool IsDynamic { get; }

    /// <summary>Bytes the value takes in its parent's head.</summary>
    public int HeadSize { get; }

    /// <summary>Reads a type; <c>uint</c> and <c>int</c> are taken as 256 bits wide.</summary>
    /// <exception cref="FormatException">The text is no ABI type.</exception>
    public static AbiType Parse(string text) => AbiTypeParser.Parse(text);

    /// <summary>A tuple of types.</summary>
    public static AbiType Tuple(params IReadOnlyList<AbiType> components) =>
        new(AbiKind.Tuple, $"({string.Join(',', components.Select(component => component.Text))})", components: components);

    /// <summary>An array of this type, dynamic when no length is given.</summary>
    /// <exception cref="FormatException">The array would take more than 16 MiB in its parent's head.</exception>
    public AbiType ArrayOf(int? length = null) =>
        (long)(length ?? 0) * HeadSize <= MaxHeadSize
            ? new AbiType(AbiKind.Array, $"{Text}[{length}]", element: this, length: length)
            : throw new FormatException($"{Text}[{length}] is too long.");

    /// <summary>The canonical text.</summary>
    public override string ToString() => Text;

    internal static AbiType Elementary(AbiKind kind, string text, int size = 0) => new(kind, text, size);
}
