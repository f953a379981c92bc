using System.CommandLine;
using System.Globalization;
using Cortensor.Api.Native;
using Cortensor.Cli.Http;
using Cortensor.Cli.Output;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary><c>cortensor session …</c>: what sessions there are, and a new one.</summary>
internal static class SessionCommands
{
    public static Command Create(CliConsole console) =>
        new("session", "Shows, creates, funds and closes sessions.")
        {
            SessionCreateCommand.Create(console),
            SessionDepositCommand.Create(console),
            SessionWithdrawCommand.Create(console),
            SessionCloseCommand.Create(console),
            List(console),
            Show(console),
        };

    private static Command List(CliConsole console)
    {
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists the sessions the network's API key may use.") { dataDir, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using RouterClient router = Connect(parsed.GetValue(dataDir));
                SessionsView sessions = await router.SessionsAsync(cancellationToken);
                if (parsed.GetValue(json))
                {
                    console.WriteJson(sessions, CliJson.Wire.SessionsView);
                    return ExitCodes.Ok.Number;
                }

                TextTable table = new("id", "name", "state", "model", "miners", "redundancy", "balance", "tasks");
                foreach (SessionView session in sessions.Sessions)
                {
                    table.Add(
                        Text(session.SessionId),
                        session.Name,
                        session.State,
                        session.Model,
                        Text(session.Nodes.Count),
                        Text(session.Redundancy),
                        session.Balance.ToCorString(),
                        Text(session.TaskCount)
                    );
                }

                table.WriteTo(console.Out);
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static Command Show(CliConsole console)
    {
        Argument<ulong> id = new("id") { Description = "Session id." };
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("show", "Shows one session.") { id, dataDir, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using RouterClient router = Connect(parsed.GetValue(dataDir));
                SessionView session = await router.SessionAsync(parsed.GetRequiredValue(id), cancellationToken);
                if (parsed.GetValue(json))
                {
                    console.WriteJson(session, CliJson.Wire.SessionView);
                }
                else
                {
                    Write(console.Out, session);
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static void Write(TextWriter writer, SessionView session)
    {
        TextTable table = new("session", $"{Text(session.SessionId)} {session.Name}");
        table.Add("state", session.State);
        table.Add("owner", session.Owner.ToString());
        table.Add("router", session.Router.ToString());
        table.Add("model", session.Model);
        table.Add(
            "terms",
            $"{session.Mode}, SLA {session.Sla}, redundancy {Text(session.Redundancy)}, proof {session.Proof}, settlement {session.Settlement}"
        );
        table.Add("balance", $"{session.Balance.ToCorString()} free, {session.Reserved.ToCorString()} reserved");
        table.Add("allowance", $"{session.RouterAllowanceLeft.ToCorString()} left for this router in this epoch");
        table.Add("tasks", Text(session.TaskCount));
        foreach (Primitives.Address node in session.Nodes)
        {
            table.Add("miner", node.ToString());
        }

        table.WriteTo(writer);
    }

    private static RouterClient Connect(string? dataDir)
    {
        DevnetDocument network = RunningDevnet.Require(dataDir);
        return new RouterClient(network.Router.Url, network.ApiKey);
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
