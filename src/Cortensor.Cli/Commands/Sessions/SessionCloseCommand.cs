using System.CommandLine;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary><c>cortensor session close</c>: no new tasks; those under way end, and the money can be taken out.</summary>
internal static class SessionCloseCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<ulong> id = new("id") { Description = "Session id." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("close", "Closes a session for good; its money is taken out with 'session withdraw'.") { id, json };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                SessionId session = new(parsed.GetRequiredValue(id));
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                await SessionBooks.RequireOwnAsync(network, session, cancellationToken);
                MoveReceipt receipt = await Moves.RequireAsync(
                    network.Ledgers.Sessions.CloseAsync(session, cancellationToken),
                    "close the session"
                );
                SessionMoneyReport report = await SessionBooks.ReadAsync(
                    network,
                    session,
                    TokenAmount.Zero,
                    receipt.Transaction,
                    cancellationToken
                );
                SessionBooks.Write(console, report, "Closed.", parsed.GetValue(json));
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }
}
