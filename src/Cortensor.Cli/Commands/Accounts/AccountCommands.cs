using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Cli.Commands.Admin;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Cli.Commands.Accounts;

/// <summary><c>cortensor account …</c>: a node's money on chain: what it bonds with and what it earned.</summary>
internal static class AccountCommands
{
    public static Command Create(CliConsole console) =>
        new("account", "Shows an account's money and roles, and moves COR between its wallet and its bond money.")
        {
            Show(console),
            Move(
                console,
                "deposit",
                "Puts COR from the wallet into the account: a miner's bond money.",
                (network, money, token) => network.Ledgers.Payments.DepositAccountAsync(network.Ledgers.Actor, money, token)
            ),
            Move(
                console,
                "withdraw",
                "Takes COR out of the account into the wallet.",
                (network, money, token) => network.Ledgers.Payments.WithdrawAccountAsync(money, token)
            ),
        };

    private static Command Show(CliConsole console)
    {
        Argument<string?> account = new("account") { Description = "Address (default: that of the key).", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        Command command = new("show", "Shows gas money, COR, bond money and roles.") { account, json };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                Address? named = parsed.GetValue(account) is { } text ? AdminMove.Parse(text) : null;
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                Write(console, await ReadAsync(network, named ?? network.Ledgers.Actor, null, cancellationToken), parsed.GetValue(json));
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static Command Move(
        CliConsole console,
        string name,
        string description,
        Func<NetworkAccess, TokenAmount, CancellationToken, Task<MoveResult>> move
    )
    {
        Argument<string> amount = new("amount") { Description = "COR, such as 12.5." };
        Option<bool> json = CommonOptions.Json();
        Command command = new(name, description) { amount, json };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                TokenAmount money = CorAmount.Parse("amount", parsed.GetRequiredValue(amount));
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                MoveReceipt receipt = await Moves.RequireAsync(move(network, money, cancellationToken), $"{name} the money");
                Write(
                    console,
                    await ReadAsync(network, network.Ledgers.Actor, receipt.Transaction, cancellationToken),
                    parsed.GetValue(json)
                );
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static async Task<AccountReport> ReadAsync(
        NetworkAccess network,
        Address account,
        Hash32? transaction,
        CancellationToken cancellationToken
    )
    {
        BigInteger gas = await network.Client.GetBalanceAsync(account, BlockTag.Latest, cancellationToken);
        BigInteger wallet = await network.Client.QueryAsync(
            network.Book.AddressOf(ContractNames.Token),
            new CortensorTokenContract.BalanceOfCall(account),
            cancellationToken: cancellationToken
        );
        BigInteger inside = await network.Client.QueryAsync(
            network.Book.AddressOf(ContractNames.SessionPayment),
            new SessionPaymentContract.AccountBalanceCall(account),
            cancellationToken: cancellationToken
        );
        List<string> roles = [];
        foreach (NodeRole role in Enum.GetValues<NodeRole>())
        {
            if (await network.Ledgers.Identity.HasRoleAsync(role, account, cancellationToken))
            {
                roles.Add(role.ToString().ToLowerInvariant());
            }
        }

        return new AccountReport(
            account,
            gas.ToString(CultureInfo.InvariantCulture),
            new TokenAmount((UInt128)wallet),
            new TokenAmount((UInt128)inside),
            roles,
            transaction
        );
    }

    private static void Write(CliConsole console, AccountReport report, bool json)
    {
        if (json)
        {
            console.WriteJson(report, CliJson.Default.AccountReport);
            return;
        }

        string coin = new TokenAmount(UInt128.Parse(report.Gas, CultureInfo.InvariantCulture))
            .ToCorString()
            .Replace(" COR", string.Empty, StringComparison.Ordinal);
        console.WriteLine(
            $"{report.Address}: {coin} of the chain's coin for gas, {report.Wallet.ToCorString()} in the wallet, {report.Account.ToCorString()} in the account."
        );
        console.WriteLine(report.Roles.Count == 0 ? "It holds no role." : $"Roles: {string.Join(", ", report.Roles)}.");
    }
}
