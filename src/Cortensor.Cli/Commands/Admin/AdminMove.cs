using System.CommandLine;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Cli.Commands.Admin;

/// <summary>The part that all administrator's commands share: find the network, make the move, say what became of it.</summary>
internal static class AdminMove
{
    public static Argument<string> Account() => new("account") { Description = "Address of the account." };

    /// <exception cref="CodedException">It is no address.</exception>
    public static Address Parse(string account) =>
        Address.TryParse(account, null, out Address address)
            ? address
            : throw new CodedException(
                ExitCodes.Configuration,
                $"'{account}' is no account, such as 0x52908400098527886E0F7030069857D2E4169EE7."
            );

    /// <summary>Gives a command its action.</summary>
    public static Command Does(
        this Command command,
        CliConsole console,
        string what,
        Func<ParseResult, NetworkAccess, CancellationToken, Task<MoveResult>> move
    )
    {
        Option<bool> json = CommonOptions.Json();
        command.Add(json);
        NetworkOptions where = new(command, DevnetActor.Administrator);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                MoveReceipt receipt = await Moves.RequireAsync(move(parsed, network, cancellationToken), what);
                AdminReport report = new(network.Administration.Administrator, receipt.Transaction, receipt.Block, receipt.GasUsed);
                if (parsed.GetValue(json))
                {
                    console.WriteJson(report, CliJson.Default.AdminReport);
                }
                else
                {
                    console.WriteLine(
                        $"Done in block {report.Block} by {report.Administrator}, gas {report.Gas}, transaction {report.Transaction}."
                    );
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }
}
