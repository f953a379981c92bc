using System.Globalization;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>
/// An amount of COR in wei (10⁻¹⁸ COR). Arithmetic is checked: an overflow or a negative result throws, it never wraps.
/// </summary>
/// <remarks>
/// The whole supply is 10⁹ COR = 10²⁷ wei and fits in 90 bits, so 128 bits hold every sum of it. JSON carries the wei as a decimal string.
/// </remarks>
[JsonConverter(typeof(TextJsonConverter<TokenAmount>))]
public readonly record struct TokenAmount(UInt128 Wei) : IComparable<TokenAmount>, ISpanParsable<TokenAmount>
{
    /// <summary>Decimal places of COR.</summary>
    public const int Decimals = 18;

    /// <summary>Nothing.</summary>
    public static TokenAmount Zero => default;

    /// <summary>One whole COR.</summary>
    public static TokenAmount OneCor => new(1_000_000_000_000_000_000);

    /// <summary>Whole COR.</summary>
    public static TokenAmount FromCor(ulong cor) => new(checked(cor * OneCor.Wei));

    /// <summary>Sum; throws <see cref="OverflowException"/> past 128 bits.</summary>
    public static TokenAmount operator +(TokenAmount left, TokenAmount right) => new(checked(left.Wei + right.Wei));

    /// <summary>Difference; throws <see cref="OverflowException"/> below zero.</summary>
    public static TokenAmount operator -(TokenAmount left, TokenAmount right) => new(checked(left.Wei - right.Wei));

    /// <summary>Product; throws <see cref="OverflowException"/> past 128 bits.</summary>
    public static TokenAmount operator *(TokenAmount left, ulong right) => new(checked(left.Wei * right));

    /// <summary>Quotient rounded down.</summary>
    public static TokenAmount operator /(TokenAmount left, ulong right) => new(left.Wei / right);

    /// <summary>Whether <paramref name="left"/> is less.</summary>
    public static bool operator <(TokenAmount left, TokenAmount right) => left.Wei < right.Wei;

    /// <summary>Whether <paramref name="left"/> is more.</summary>
    public static bool operator >(TokenAmount left, TokenAmount right) => left.Wei > right.Wei;

    /// <summary>Whether <paramref name="left"/> is less or the same.</summary>
    public static bool operator <=(TokenAmount left, TokenAmount right) => left.Wei <= right.Wei;

    /// <summary>Whether <paramref name="left"/> is more or the same.</summary>
    public static bool operator >=(TokenAmount left, TokenAmount right) => left.Wei >= right.Wei;

    /// <summary>The smaller of two amounts.</summary>
    public static TokenAmount Min(TokenAmount left, TokenAmount right) => left < right ? left : right;

    /// <summary>Reads a decimal number of wei.</summary>
    /// <exception cref="FormatException">The text is no non-negative whole number below 2¹²⁸.</exception>
    public static TokenAmount Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out TokenAmount amount) ? amount : throw new FormatException($"'{s}' is not a number of wei.");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static TokenAmount Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => Parse(s.ToString(), provider);

    /// <summary>Like <see cref="Parse(string, IFormatProvider?)"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out TokenAmount result)
    {
        bool read = UInt128.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 wei);
        result = new TokenAmount(wei);
        return read;
    }

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out TokenAmount)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TokenAmount result) =>
        TryParse(s.ToString(), provider, out result);

    /// <inheritdoc/>
    public int CompareTo(TokenAmount other) => Wei.CompareTo(other.Wei);

    /// <summary>The amount in COR with as many decimals as it needs, for people.</summary>
    public string ToCorString()
    {
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(Wei, OneCor.Wei);
        string decimals = fraction.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0').TrimEnd('0');
        return decimals.Length == 0 ? $"{whole} COR" : $"{whole}.{decimals} COR";
    }

    /// <summary>The wei as a decimal number.</summary>
    public override string ToString() => Wei.ToString(CultureInfo.InvariantCulture);
}
