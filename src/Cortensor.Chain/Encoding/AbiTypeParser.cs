using System.Globalization;

namespace Cortensor.Chain.Encoding;

/// <summary>Reads the text of ABI types.</summary>
internal static class AbiTypeParser
{
    private const int MaxDepth = 32;

    public static AbiType Parse(string text)
    {
        int position = 0;
        AbiType type = ParseType(text, ref position, 0);
        return position == text.Length ? type : throw Malformed(text);
    }

    private static AbiType ParseType(string text, ref int position, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Malformed(text);
        }

        AbiType type =
            position < text.Length && text[position] == '(' ? ParseTuple(text, ref position, depth) : ParseElementary(text, ref position);
        while (position < text.Length && text[position] == '[')
        {
            int close = text.IndexOf(']', position);
            ReadOnlySpan<char> digits = close < 0 ? throw Malformed(text) : text.AsSpan(position + 1, close - position - 1);
            int? length = digits.IsEmpty ? null : ParseNumber(digits, text);
            type = type.ArrayOf(length);
            position = close + 1;
        }

        return type;
    }

    private static AbiType ParseTuple(string text, ref int position, int depth)
    {
        List<AbiType> components = [];
        position++;
        while (position < text.Length && text[position] != ')')
        {
            components.Add(ParseType(text, ref position, depth + 1));
            bool more = position < text.Length && text[position] == ',';
            position += more ? 1 : 0;
            if (!more && (position >= text.Length || text[position] != ')'))
            {
                throw Malformed(text);
            }
        }

        return position++ < text.Length ? AbiType.Tuple(components) : throw Malformed(text);
    }

    private static AbiType ParseElementary(string text, ref int position)
    {
        int start = position;
        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
        {
            position++;
        }

        string name = text[start..position];
        return name switch
        {
            "bool" => AbiType.Elementary(AbiKind.Bool, name),
            "address" => AbiType.Elementary(AbiKind.Address, name),
            "bytes" => AbiType.Elementary(AbiKind.Bytes, name),
            "string" => AbiType.Elementary(AbiKind.Text, name),
            "uint" => AbiType.Elementary(AbiKind.Unsigned, "uint256", 256),
            "int" => AbiType.Elementary(AbiKind.Signed, "int256", 256),
            "function" => AbiType.Elementary(AbiKind.FixedBytes, "bytes24", 24),
            _ when name.StartsWith("uint", StringComparison.Ordinal) => Number(AbiKind.Unsigned, name, 4, text),
            _ when name.StartsWith("int", StringComparison.Ordinal) => Number(AbiKind.Signed, name, 3, text),
            _ when name.StartsWith("bytes", StringComparison.Ordinal) => FixedBytes(name, text),
            _ => throw Malformed(text),
        };
    }

    private static AbiType Number(AbiKind kind, string name, int prefix, string text)
    {
        int bits = ParseNumber(name.AsSpan(prefix), text);
        return bits % 8 == 0 && bits <= 256 ? AbiType.Elementary(kind, name, bits) : throw Malformed(text);
    }

    private static AbiType FixedBytes(string name, string text)
    {
        int size = ParseNumber(name.AsSpan(5), text);
        return size <= AbiType.WordSize ? AbiType.Elementary(AbiKind.FixedBytes, name, size) : throw Malformed(text);
    }

    private static int ParseNumber(ReadOnlySpan<char> digits, string text) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && digits[0] != '0'
            ? number
            : throw Malformed(text);

    private static FormatException Malformed(string text) => new($"'{text}' is no ABI type.");
}
