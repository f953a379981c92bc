namespace Cortensor.Primitives;

/// <summary>Hexadecimal text as Ethereum writes it: lower case, <c>0x</c> in front, two digits a byte.</summary>
public static class Hex
{
    /// <summary>Returns <paramref name="bytes"/> as <c>0x</c> and two lower-case digits a byte.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads hexadecimal text with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text has an odd number of digits or a character that is no digit.</exception>
    public static byte[] Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.FromHexString(Strip(text));
    }

    /// <summary>Reads exactly <paramref name="destination"/>.Length bytes; false when the text is anything else.</summary>
    public static bool TryDecode(string? text, Span<byte> destination)
    {
        if (text is null)
        {
            return false;
        }

        ReadOnlySpan<char> digits = Strip(text);
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    private static ReadOnlySpan<char> Strip(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text.AsSpan();
}
