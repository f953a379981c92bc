using System.CommandLine;
using System.Numerics;
using Cortensor.Cli.Network;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Admin;

/// <summary><c>cortensor admin fund</c>: COR, or the chain's coin for gas, from the key's own wallet.</summary>
internal static class AdminFundCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string> account = AdminMove.Account();
        Argument<string> amount = new("amount") { Description = "How much, such as 12.5." };
        Option<bool> gas = new("--gas") { Description = "Send the chain's coin instead of COR." };
        return new Command("fund", "Sends COR, or with --gas the chain's coin.") { account, amount, gas }.Does(
            console,
            "send the money",
            (parsed, network, token) =>
            {
                Address to = AdminMove.Parse(parsed.GetRequiredValue(account));
                TokenAmount money = CorAmount.Parse("amount", parsed.GetRequiredValue(amount)); // both have 18 decimals
                return parsed.GetValue(gas)
                    ? network.Administration.FundGasAsync(to, (BigInteger)money.Wei, token)
                    : network.Administration.FundTokenAsync(to, money, token);
            }
        );
    }
}
