using Cortensor.Crypto;

namespace Cortensor.Bench.Router;

/// <summary>Keys of the router bench, the same in every process of it. Worth nothing outside a chain in memory.</summary>
internal static class BenchKeys
{
    public const int Miners = 4;

    public static PrivateKey Router { get; } = Of("router");

    public static PrivateKey Owner { get; } = Of("owner");

    public static PrivateKey Miner(int index) => Of($"miner {index}");

    private static PrivateKey Of(string name) => PrivateKey.FromBytes(Keccak256.HashText("cortensor bench " + name).ToArray());
}
