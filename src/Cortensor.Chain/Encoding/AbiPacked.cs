using System.Collections;

namespace Cortensor.Chain.Encoding;

/// <summary>Solidity's <c>abi.encodePacked</c>: no padding, except that array elements fill a word each. Ambiguous by design; hash only fixed shapes.</summary>
public static class AbiPacked
{
    /// <summary>The packed values one after the other.</summary>
    /// <exception cref="ArgumentException">A value does not fit its type, or the type is a tuple, which Solidity does not pack.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object> values)
    {
        using MemoryStream output = new();
        for (int index = 0; index < types.Count; index++)
        {
            Write(types[index], values[index], padded: false, output);
        }

        return output.ToArray();
    }

    private static void Write(AbiType type, object value, bool padded, MemoryStream output)
    {
        switch (type.Kind)
        {
            case AbiKind.Text when !padded && value is string text:
                output.Write(System.Text.Encoding.UTF8.GetBytes(text));
                break;
            case AbiKind.Bytes when !padded:
                output.Write(AbiValues.ToBytes(type, value));
                break;
            case AbiKind.Array when value is IEnumerable elements:
                int count = 0;
                foreach (object element in elements)
                {
                    Write(type.Element!, element, padded: true, output);
                    count++;
                }

                if (type.Length is not null && type.Length != count)
                {
                    throw AbiValues.Mismatch(type, value);
                }

                break;
            case AbiKind.Unsigned or AbiKind.Signed or AbiKind.Bool or AbiKind.Address or AbiKind.FixedBytes:
                Span<byte> word = stackalloc byte[AbiType.WordSize];
                AbiValues.WriteWord(type, value, word);
                output.Write(padded ? word : Trim(type, word));
                break;
            default:
                throw AbiValues.Mismatch(type, value);
        }
    }

    private static ReadOnlySpan<byte> Trim(AbiType type, ReadOnlySpan<byte> word) => type.Kind switch
    {
        AbiKind.FixedBytes => word[..type.Size],
        AbiKind.Bool => word[^1..],
        AbiKind.Address => word[^Primitives.Address.Size..],
        _ => word[^(type.Size / 8)..],
    };
}
