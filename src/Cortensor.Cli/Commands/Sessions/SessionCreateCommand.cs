using System.CommandLine;
using System.Globalization;
using Cortensor.Cli.Network;
using Cortensor.Devnet;
using Cortensor.Devnet.Sessions;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Sessions;

/// <summary>
/// <c>cortensor session create</c>: a funded session in the name of the network's client key, usable with the network's API key at once.
/// </summary>
internal static class SessionCreateCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> name = new("--name")
        {
            Description = "For people, up to 64 bytes.",
            DefaultValueFactory = _ => "session",
            HelpName = "TEXT",
        };
        Option<string?> model = new("--model") { Description = "Catalogue id; the network's model when left out.", HelpName = "ID" };
        Option<byte?> redundancy = new("--redundancy")
        {
            Description = "Miners per task (default: 3, or all miners when there are fewer).",
            HelpName = "N",
        };
        Option<string> deposit = CorAmount.Option("--deposit", "COR to put into the session.", DevnetSessionSpec.DefaultDepositCor);
        Option<string> allowance = CorAmount.Option(
            "--allowance",
            "COR that the router may spend per epoch without a signature per task.",
            DevnetSessionSpec.DefaultAllowanceCor
        );
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("create", "Creates and funds a session, and binds the network's API key to it.")
        {
            name,
            model,
            redundancy,
            deposit,
            allowance,
            dataDir,
            json,
        };
        command.SetAction(
            (Func<ParseResult, CancellationToken, Task<int>>)(
                async (parsed, cancellationToken) =>
                {
                    TokenAmount money = CorAmount.Parse("--deposit", parsed.GetRequiredValue(deposit));
                    TokenAmount perEpoch = CorAmount.Parse("--allowance", parsed.GetRequiredValue(allowance), mayBeZero: true);
                    DevnetDocument network = RunningDevnet.Require(parsed.GetValue(dataDir));
                    DevnetSessionSpec spec = new()
                    {
                        Name = parsed.GetRequiredValue(name),
                        Model = Model(parsed.GetValue(model)),
                        Redundancy = parsed.GetValue(redundancy) ?? (byte)Math.Min(DevnetOptions.Redundancy, network.Miners.Count),
                        Miners = (ushort)network.Miners.Count,
                        Deposit = money,
                        AllowancePerEpoch = perEpoch,
                    };
                    (SessionId session, Address owner) = await DevnetClient.CreateSessionAsync(
                        new DevnetPaths(CliPaths.DevnetFolder(parsed.GetValue(dataDir))),
                        network,
                        spec,
                        TimeProvider.System,
                        cancellationToken
                    );
                    SessionCreateReport created = new(
                        session.Value,
                        spec.Name,
                        spec.Model.Value,
                        spec.Redundancy,
                        owner,
                        spec.Deposit,
                        spec.AllowancePerEpoch
                    );
                    if (parsed.GetValue(json))
                    {
                        console.WriteJson<SessionCreateReport>(created, CliJson.Default.SessionCreateReport);
                    }
                    else
                    {
                        console.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"Session {created.SessionId} holds {created.Deposit.ToCorString()}; use it with: cortensor ask --session {created.SessionId} \"…\""
                            )
                        );
                    }

                    return ExitCodes.Ok.Number;
                }
            )
        );
        return command;
    }

    private static ModelId Model(string? id) =>
        ModelId.TryParse(id ?? DevnetOptions.DefaultModel, null, out ModelId model)
            ? model
            : throw new CodedException(ExitCodes.Configuration, $"'{id}' is no model id.");
}
