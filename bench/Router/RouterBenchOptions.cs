namespace Cortensor.Bench.Router;

/// <summary>How the gateways are loaded.</summary>
/// <param name="Connections">Requests at once.</param>
/// <param name="Tokens">Tokens of an answer.</param>
/// <param name="Pace">Milliseconds a model takes for a token; zero for as fast as they can be sent.</param>
/// <param name="Rounds">How often each gets its turn, after one to warm up.</param>
/// <param name="Seconds">Length of a turn.</param>
/// <param name="WithChain">Whether a development network with anvil takes part.</param>
internal sealed record RouterBenchOptions(int Connections, int Tokens, int Pace, int Rounds, int Seconds, bool WithChain);
