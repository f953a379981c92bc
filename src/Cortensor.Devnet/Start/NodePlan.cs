using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Start;

/// <summary>One node of the network before it runs.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Number">From 1 within its role.</param>
/// <param name="Address">Its account.</param>
/// <param name="Port">Loopback port of its HTTP surface.</param>
internal sealed record NodePlan(string Role, int Number, Address Address, int Port)
{
    /// <summary>Name of the only router.</summary>
    public const string FirstRouter = $"{NodeRoles.Router}-1";

    public string Name => $"{Role}-{Number}";

    public string Url => $"http://127.0.0.1:{Port}";

    public string WsUrl => $"ws://127.0.0.1:{Port}/ws/miner";

    /// <summary>Roles of a network in the order of their ports.</summary>
    public static IEnumerable<(string Role, int Number)> Roles(int miners) =>
        Enumerable
            .Range(1, miners)
            .Select(number => (NodeRoles.Miner, number))
            .Prepend((NodeRoles.Oracle, 1))
            .Prepend((NodeRoles.Router, 1));
}
