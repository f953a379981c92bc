using System.CommandLine;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary><c>cortensor session deposit</c>: COR from the key's wallet into a session; anybody may pay in.</summary>
internal static class SessionDepositCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<ulong> id = new("id") { Description = "Session id." };
        Argument<string> amount = new("amount") { Description = "COR, such as 12.5." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("deposit", "Puts COR into a session.") { id, amount, json };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                TokenAmount money = CorAmount.Parse("amount", parsed.GetRequiredValue(amount));
                SessionId session = new(parsed.GetRequiredValue(id));
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                MoveReceipt receipt = await Moves.RequireAsync(
                    network.Ledgers.Payments.DepositAsync(session, money, cancellationToken),
                    "put money into the session"
                );
                SessionMoneyReport report = await SessionBooks.ReadAsync(network, session, money, receipt.Transaction, cancellationToken);
                SessionBooks.Write(console, report, $"{money.ToCorString()} put in.", parsed.GetValue(json));
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }
}
