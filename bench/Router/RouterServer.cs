using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Network;
using Microsoft.Extensions.Logging;

namespace Cortensor.Bench.Router;

/// <summary>Our router and two miners with scripted engines over a chain in memory: everything the product does to a request, but for the chain's block time.</summary>
internal static class RouterServer
{
    private const int Links = 1 << 16;
    private const int OpenTasks = 100_000;

    public static async Task RunAsync(int tokens, TextWriter output, CancellationToken cancellationToken)
    {
        string answer = string.Concat(BenchAnswer.Words(tokens));
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions
            {
                Miners = 2,
                Redundancy = 1,
                Proof = ProofKind.None,
                Script = _ => answer,
                EngineSlots = 64,
                Deposit = TokenAmount.FromCor(1_000_000),
                Allowance = TokenAmount.FromCor(1_000_000),
                BondMoney = TokenAmount.FromCor(100_000),
                LogLevel = LogLevel.Information,
                Router = router =>
                {
                    router.HashChainLength = Links;
                    router.MaxOpenTasks = OpenTasks;
                    router.ExposurePerClient = TokenAmount.FromCor(1_000_000);
                },
            },
            cancellationToken);
        await output.WriteLineAsync($"{network.Router.Url}");
        await output.FlushAsync(cancellationToken);
        await StubServer.WaitForInputEndAsync(cancellationToken);
        foreach (string line in network.Log.Errors.Take(20).Select(line => $"{line.Node}: {line.Text}"))
            await Console.Error.WriteLineAsync(line);
    }
}
