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
        Option<int> pace = Pace();
        Command command = new("router", "Streams through the router, nginx and Portkey in turns.")
        {
            connections,
            tokens,
            pace,
            rounds,
            seconds,
            chain,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new RouterBench(
                    new RouterBenchOptions(
                        parsed.GetValue(connections),
                        parsed.GetValue(tokens),
                        parsed.GetValue(pace),
                        parsed.GetValue(rounds),
                        parsed.GetValue(seconds),
                        parsed.GetValue(chain)
                    ),
                    Console.Out,
                    TimeProvider.System
                ).RunAsync(cancellationToken)
        );
        return command;
    }

    public static Command Stub()
    {
        Option<int> port = new("--port") { Required = true };
        Option<int> tokens = Tokens();
        Option<int> pace = Pace();
        Command command = new("stub", "A model server with its answer ready.") { port, tokens, pace };
        command.SetAction(
            (parsed, cancellationToken) =>
                StubServer.RunAsync(
                    parsed.GetValue(port),
                    parsed.GetValue(tokens),
                    TimeSpan.FromMilliseconds(parsed.GetValue(pace)),
                    TimeProvider.System,
                    cancellationToken
                )
        );
        return command;
    }

    public static Command Host()
    {
        Command command = new("router-host", "Our router over a chain in memory.");
        command.SetAction((_, cancellationToken) => RouterServer.RunAsync(Console.Out, cancellationToken));
        return command;
    }

    public static Command Miners()
    {
        Option<string> router = new("--router") { Required = true };
        Option<int> tokens = Tokens();
        Option<int> pace = Pace();
        Option<int> frame = new("--frame") { Description = "Tokens in one frame at most.", DefaultValueFactory = _ => StubMiner.FullFrame };
        Command command = new("stub-miners", "Miners with their answers ready.") { router, tokens, pace, frame };
        command.SetAction(
            (parsed, cancellationToken) =>
                StubMiners.RunAsync(
                    new Uri(parsed.GetValue(router)!),
                    parsed.GetValue(tokens),
                    TimeSpan.FromMilliseconds(parsed.GetValue(pace)),
                    parsed.GetValue(frame),
                    TimeProvider.System,
                    Console.Out,
                    cancellationToken
                )
        );
        return command;
    }

    private static Option<int> Pace() =>
        new("--pace")
        {
            Description = "Milliseconds a model takes for a token; 0: as fast as they can be sent.",
            DefaultValueFactory = _ => 0,
        };

    private static Option<int> Tokens() =>
        new("--tokens") { Description = "Tokens of an answer.", DefaultValueFactory = _ => DefaultTokens };
}
