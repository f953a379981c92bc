using System.CommandLine;
using System.Globalization;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary>
/// <c>cortensor session withdraw</c>: free COR back to its owner. While a router has an allowance there is a delay (protocol section 3):
/// the first call starts it and says when the second one can succeed.
/// </summary>
internal static class SessionWithdrawCommand
{
    /// <summary>The money stays where it is for now.</summary>
    public const string PendingCode = "withdraw_pending";

    private const string Everything = "all";

    public static Command Create(CliConsole console)
    {
        Argument<ulong> id = new("id") { Description = "Session id." };
        Argument<string> amount = new("amount") { Description = "COR, such as 12.5; or: all", DefaultValueFactory = _ => Everything };
        Option<bool> cancel = new("--cancel") { Description = "Call a waiting withdrawal off, so that the session takes tasks again." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("withdraw", "Takes free COR out of a session; while a router has an allowance, in two steps.")
        {
            id,
            amount,
            cancel,
            json,
        };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string wanted = parsed.GetRequiredValue(amount);
                TokenAmount? money = wanted == Everything ? null : CorAmount.Parse("amount", wanted);
                SessionId session = new(parsed.GetRequiredValue(id));
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                await SessionBooks.RequireOwnAsync(network, session, cancellationToken);
                return parsed.GetValue(cancel)
                    ? await CancelAsync(console, network, session, parsed.GetValue(json), cancellationToken)
                    : await WithdrawAsync(console, network, session, money, parsed.GetValue(json), cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> WithdrawAsync(
        CliConsole console,
        NetworkAccess network,
        SessionId session,
        TokenAmount? wanted,
        bool json,
        CancellationToken cancellationToken
    )
    {
        IPaymentLedger payments = network.Ledgers.Payments;
        TokenAmount money = wanted ?? (await SessionBooks.ReadAsync(network, session, TokenAmount.Zero, null, cancellationToken)).Free;
        if (money == TokenAmount.Zero)
        {
            throw new CodedException(
                ExitCodes.Refused,
                $"Session {session} has no free money.",
                nameof(PaymentRefusals.PaymentInsufficientBalance)
            );
        }

        MoveResult taken = await payments.WithdrawAsync(session, money, cancellationToken);
        if (taken.Made)
        {
            SessionMoneyReport report = await SessionBooks.ReadAsync(network, session, money, taken.Receipt.Transaction, cancellationToken);
            SessionBooks.Write(console, report, $"{money.ToCorString()} taken out.", json);
            return ExitCodes.Ok.Number;
        }

        Hash32? request = null;
        if (taken.Refusal.Code == nameof(PaymentRefusals.PaymentWithdrawNeedsRequest))
        {
            request = (
                await Moves.RequireAsync(payments.RequestWithdrawAsync(session, cancellationToken), "start the withdrawal")
            ).Transaction;
        }
        else if (taken.Refusal.Code != nameof(PaymentRefusals.PaymentWithdrawTooEarly))
        {
            throw Moves.Refused(taken.Refusal, "take money out of the session");
        }

        SessionMoneyReport waiting = await SessionBooks.ReadAsync(network, session, TokenAmount.Zero, request, cancellationToken);
        if (json)
        {
            console.WriteJson(waiting, CliJson.Default.SessionMoneyReport);
        }

        throw new CodedException(
            ExitCodes.Refused,
            string.Create(
                CultureInfo.InvariantCulture,
                $"A router may spend from session {session}, so its money leaves after a delay: possible from {waiting.WithdrawFrom:yyyy-MM-dd HH:mm:ss} UTC with the same command. Until then the session takes no new tasks; --cancel calls it off."
            ),
            PendingCode
        );
    }

    private static async Task<int> CancelAsync(
        CliConsole console,
        NetworkAccess network,
        SessionId session,
        bool json,
        CancellationToken cancellationToken
    )
    {
        MoveReceipt receipt = await Moves.RequireAsync(
            network.Ledgers.Payments.CancelWithdrawAsync(session, cancellationToken),
            "call the withdrawal off"
        );
        SessionBooks.Write(
            console,
            await SessionBooks.ReadAsync(network, session, TokenAmount.Zero, receipt.Transaction, cancellationToken),
            "The withdrawal is called off.",
            json
        );
        return ExitCodes.Ok.Number;
    }
}
