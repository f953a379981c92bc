using System.CommandLine;

namespace Cortensor.Bench.Router;

/// <summary><c>router</c>, and the two servers it starts as processes of their own.</summary>
internal static class RouterCommands
{
    private const int DefaultTokens = 64;

    public static Command Compare()
    {
        Option<int> connections = new("--connections") { DefaultValueFactory = _ => 32 };
        Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 5 };
        Option<int> seconds = new("--seconds") { DefaultValueFactory = _ => 6 };
        Option<bool> chain = new("--chain") { Description = "Measure a development network with a real chain too." };
        Option<int> tokens = Tokens();
        Command command = new("router", "Streams through the router, nginx and Portkey in turns.") { connections, tokens, rounds, seconds, chain };
        command.SetAction((parsed, cancellationToken) => new RouterBench(
            new RouterBenchOptions(parsed.GetValue(connections), parsed.GetValue(tokens), parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(chain)),
            Console.Out,
            TimeProvider.System).RunAsync(cancellationToken));
        return command;
    }

    public static Command Stub()
    {
        Option<int> port = new("--port") { Required = true };
        Option<int> tokens = Tokens();
        Command command = new("stub", "A model server with its answer ready.") { port, tokens };
        command.SetAction((parsed, cancellationToken) => StubServer.RunAsync(parsed.GetValue(port), parsed.GetValue(tokens), cancellationToken));
        return command;
    }

    public static Command Host()
    {
        Option<int> tokens = Tokens();
        Command command = new("router-host", "Our router, two miners and a chain in memory.") { tokens };
        command.SetAction((parsed, cancellationToken) => RouterServer.RunAsync(parsed.GetValue(tokens), Console.Out, cancellationToken));
        return command;
    }

    private static Option<int> Tokens() => new("--tokens") { Description = "Tokens of an answer.", DefaultValueFactory = _ => DefaultTokens };
}
