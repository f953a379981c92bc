using System.CommandLine;
using System.Globalization;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Cli.Network;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Cli.Commands.Admin;

/// <summary>What NetworkData holds: prices, and the queue's deadlines.</summary>
internal static class AdminParameterCommands
{
    public static Command Price(CliConsole console)
    {
        Argument<string> model = new("model") { Description = "Catalogue id." };
        Argument<string> input = new("input") { Description = "COR per 1,000 prompt tokens." };
        Argument<string> output = new("output") { Description = "COR per 1,000 generated tokens." };
        return new Command("price", "Owner of the parameters: sets a model's price.") { model, input, output }.Does(
            console,
            "set the price",
            (parsed, network, token) =>
                network.Administration.SetPriceAsync(
                    Model(parsed.GetRequiredValue(model)),
                    new ModelPrice(
                        CorAmount.Parse("input", parsed.GetRequiredValue(input), mayBeZero: true),
                        CorAmount.Parse("output", parsed.GetRequiredValue(output), mayBeZero: true)
                    ),
                    token
                )
        );
    }

    public static Command Deadlines(CliConsole console)
    {
        Argument<string[]> changes = new("changes")
        {
            Description = $"What to change, such as ackWindow=10 commitWindow=60. Names: {string.Join(", ", Names)}.",
            Arity = ArgumentArity.OneOrMore,
        };
        return new Command("deadlines", "Owner of the parameters: changes the queue's deadlines (seconds) and limits; the others stay.")
        {
            changes,
        }.Does(console, "set the deadlines", (parsed, network, token) => ChangeAsync(network, parsed.GetRequiredValue(changes), token));
    }

    private static IEnumerable<string> Names =>
        typeof(QueueParameters)
            .GetConstructors()[0]
            .GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(QueueParameters))
            .Select(parameter => Camel(parameter.Name!));

    private static async Task<MoveResult> ChangeAsync(NetworkAccess network, string[] changes, CancellationToken cancellationToken)
    {
        NetworkDataContract.QueueParameters now = await network.Client.QueryAsync(
            network.Book.AddressOf(ContractNames.NetworkData),
            new NetworkDataContract.QueueParametersCall(),
            cancellationToken: cancellationToken
        );
        QueueParameters parameters = new(
            (ushort)now.AssignWindow,
            (ushort)now.AckWindow,
            (ushort)now.PrecommitBase,
            (ushort)now.MinTokensPerSecond,
            (ushort)now.CommitWindow,
            (ushort)now.CompleteWindow,
            (ushort)now.Grace,
            now.MaxRounds,
            (uint)now.MaxTokensLimit
        );
        return await network.Administration.SetParametersAsync(changes.Aggregate(parameters, Apply), cancellationToken);
    }

    private static QueueParameters Apply(QueueParameters parameters, string change)
    {
        string[] parts = change.Split('=');
        if (parts.Length != 2 || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint value))
        {
            throw Wrong(change, "write name=number");
        }

        try
        {
            return parts[0] switch
            {
                "assignWindow" => parameters with { AssignWindow = checked((ushort)value) },
                "ackWindow" => parameters with { AckWindow = checked((ushort)value) },
                "precommitBase" => parameters with { PrecommitBase = checked((ushort)value) },
                "minTokensPerSecond" => parameters with { MinTokensPerSecond = checked((ushort)value) },
                "commitWindow" => parameters with { CommitWindow = checked((ushort)value) },
                "completeWindow" => parameters with { CompleteWindow = checked((ushort)value) },
                "grace" => parameters with { Grace = checked((ushort)value) },
                "maxRounds" => parameters with { MaxRounds = checked((byte)value) },
                "maxTokensLimit" => parameters with { MaxTokensLimit = value },
                _ => throw Wrong(change, $"names are {string.Join(", ", Names)}"),
            };
        }
        catch (OverflowException)
        {
            throw Wrong(change, "the number is too large");
        }
    }

    private static CodedException Wrong(string change, string why) => new(ExitCodes.Configuration, $"'{change}': {why}.");

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static ModelId Model(string id) =>
        ModelId.TryParse(id, null, out ModelId model)
            ? model
            : throw new CodedException(ExitCodes.Configuration, $"'{id}' is no model id.");
}
