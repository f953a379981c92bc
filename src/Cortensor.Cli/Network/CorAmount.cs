using System.CommandLine;
using System.Globalization;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Cli.Network;

/// <summary>Amounts as people write them: COR with up to 18 decimals.</summary>
internal static class CorAmount
{
    /// <summary>The contracts keep amounts in 96 bits of wei.</summary>
    public static readonly TokenAmount Most = new((UInt128.One << 96) - 1);

    /// <summary>Reads an amount above zero, or zero when it may be.</summary>
    /// <exception cref="CodedException">It is none, or more than the contracts can hold.</exception>
    public static TokenAmount Parse(string name, string text, bool mayBeZero = false)
    {
        if (!TryWei(text, out TokenAmount amount) || (amount == TokenAmount.Zero && !mayBeZero))
        {
            throw new CodedException(ExitCodes.Configuration, $"{name}: '{text}' is no amount of COR, such as 12.5.", "amount_invalid");
        }

        return amount <= Most
            ? amount
            : throw new CodedException(
                ExitCodes.Configuration,
                $"{name}: {text} COR is more than the contracts can hold, {Most.ToCorString()}.",
                "amount_too_large"
            );
    }

    /// <summary>An option that takes an amount.</summary>
    public static Option<string> Option(string name, string description, ulong otherwise) =>
        new(name)
        {
            Description = description,
            HelpName = "COR",
            DefaultValueFactory = _ => otherwise.ToString(CultureInfo.InvariantCulture),
        };

    private static bool TryWei(string text, out TokenAmount amount)
    {
        string[] parts = text.Split('.');
        string decimals = parts.Length > 1 ? parts[1] : string.Empty;
        amount = TokenAmount.Zero;
        return parts.Length <= 2
            && decimals.Length <= TokenAmount.Decimals
            && TokenAmount.TryParse(parts[0] + decimals.PadRight(TokenAmount.Decimals, '0'), null, out amount);
    }
}
