using System.CommandLine;
using Cortensor.Chain.Deployment;
using Cortensor.Cli.Network;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Cli.Commands.Nodes;

/// <summary><c>cortensor node register</c>: a key asks for a role; the registrar grants it with <c>admin grant</c>.</summary>
internal static class NodeRegisterCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string> role = new("role") { Description = $"One of {string.Join(", ", Enum.GetNames<NodeRole>()).ToLowerInvariant()}." };
        _ = role.AcceptOnlyFromAmong([.. Enum.GetNames<NodeRole>().Select(name => name.ToLowerInvariant())]);
        Option<string> endpoint = new("--endpoint")
        {
            Description = "Where others reach the node; - for one that only dials out.",
            DefaultValueFactory = _ => NodeEnrollment.NoEndpoint,
            HelpName = "URL",
        };
        Command command = new("register", "Registers the key given by --key for a role.") { role, endpoint };
        NetworkOptions where = new(command, DevnetActor.Client);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                NodeRole wanted = Enum.Parse<NodeRole>(parsed.GetRequiredValue(role), ignoreCase: true);
                using NetworkAccess network = await where.OpenAsync(parsed, cancellationToken);
                MoveReceipt receipt = await Moves.RequireAsync(
                    network.Ledgers.Identity.RegisterAsync(wanted, parsed.GetRequiredValue(endpoint), cancellationToken),
                    "register"
                );
                bool held = await network.Ledgers.Identity.HasRoleAsync(wanted, network.Ledgers.Actor, cancellationToken);
                console.WriteLine(
                    $"{network.Ledgers.Actor} is registered as {wanted.ToString().ToLowerInvariant()} since block {receipt.Block}{(held ? " and holds the role" : "; the registrar has to grant the role")}."
                );
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }
}
