using System.Globalization;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Numbers with a fraction as canonical objects carry them: the shortest decimal digits that give the same double back, without exponent,
/// sign of zero or trailing zeros, so that every implementation writes the same text.
/// </summary>
internal static class FractionText
{
    private const int MaxLength = 40;

    /// <exception cref="CanonicalJsonException">Not finite, or too small or large to write without an exponent.</exception>
    public static string Format(double value)
    {
        string text = double.IsFinite(value) ? Plain(value) : string.Empty;
        return text.Length is > 0 and <= MaxLength
            ? text
            : throw new CanonicalJsonException(
                CanonicalJsonCodes.InvalidField,
                $"A fraction must be finite and have at most {MaxLength} characters."
            );
    }

    public static bool TryParse(string text, out double value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        value = 0;
        return text.Length <= MaxLength
            && double.TryParse(text, style, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value)
            && Plain(value) == text;
    }

    private static string Plain(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        string roundTrip = value.ToString("R", CultureInfo.InvariantCulture);
        int mark = roundTrip.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
        {
            return roundTrip;
        }

        int exponent = int.Parse(roundTrip.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = value < 0 ? "-" : string.Empty;
        string digits = roundTrip[..mark]
            .Replace("-", string.Empty, StringComparison.Ordinal)
            .Replace(".", string.Empty, StringComparison.Ordinal);
        return exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}" : $"{sign}{digits.PadRight(exponent + 1, '0')}";
    }
}
