using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Cortensor.Chain.Rpc;

/// <summary>JSON-RPC quantities: <c>0x</c> and hexadecimal digits without leading zeros, <c>0x0</c> for zero.</summary>
internal static class Quantity
{
    public static string Format(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    public static string Format(BigInteger value)
    {
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return "0x" + (digits.Length == 0 ? "0" : digits);
    }

    public static ulong ReadUInt64(JsonElement element) =>
        ulong.TryParse(Digits(element), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw new FormatException("A quantity is no number of at most 64 bits.");

    public static BigInteger ReadBig(JsonElement element) =>
        BigInteger.TryParse("0" + Digits(element), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger value)
            ? value
            : throw new FormatException("A quantity is no number.");

    private static string Digits(JsonElement element)
    {
        string? text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        return text is { Length: > 2 } && text.StartsWith("0x", StringComparison.Ordinal)
            ? text[2..]
            : throw new FormatException("A quantity is a string of 0x and digits.");
    }
}
