using Cortensor.Primitives;

namespace Cortensor.Crypto;

/// <summary>An EIP-712 struct type, given by its <c>encodeType</c> string, such as <c>Mail(address to,string text)</c>.</summary>
/// <remarks>
/// Kept as a static field beside the rule that signs it; the string is a frozen surface. Nested struct types follow the primary one in the
/// string in alphabetical order, as the EIP demands, and enter as the word of their own <see cref="HashStruct"/>.
/// </remarks>
public sealed class TypedDataType
{
    private readonly int _fieldCount;

    /// <summary>Reads the type string.</summary>
    /// <exception cref="ArgumentException">The string does not have the form <c>Name(type name,…)</c>.</exception>
    public TypedDataType(string encodeType)
    {
        ArgumentNullException.ThrowIfNull(encodeType);
        int open = encodeType.IndexOf('(', StringComparison.Ordinal);
        int close = encodeType.IndexOf(')', StringComparison.Ordinal);
        if (open <= 0 || close < open || encodeType.Contains(", ", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{encodeType}' is no EIP-712 type string.", nameof(encodeType));
        }

        EncodeType = encodeType;
        Hash = Keccak256.HashText(encodeType);
        _fieldCount = close == open + 1 ? 0 : encodeType.AsSpan(open, close - open).Count(',') + 1;
    }

    /// <summary>The type string.</summary>
    public string EncodeType { get; }

    /// <summary>The type hash: the Keccak of the type string.</summary>
    public Hash32 Hash { get; }

    /// <summary>
    /// <c>keccak256(typeHash ‖ encodeData)</c> of the field words in order; text, bytes and arrays by <see cref="AbiWord"/>'s <c>Of…</c>
    /// methods.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer words than the type has fields.</exception>
    public Hash32 HashStruct(params ReadOnlySpan<AbiWord> fields)
    {
        if (fields.Length != _fieldCount)
        {
            throw new ArgumentException($"{EncodeType} has {_fieldCount} fields, not {fields.Length}.", nameof(fields));
        }

        AbiWord[] words = new AbiWord[fields.Length + 1];
        words[0] = Hash;
        fields.CopyTo(words.AsSpan(1));
        return Keccak256.HashWords(words);
    }

    /// <summary>The type string.</summary>
    public override string ToString() => EncodeType;
}
