using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Network;

namespace Cortensor.Tests.Network;

/// <summary>What several scenarios do.</summary>
internal static class NetworkScenes
{
    public const string Answer = "One two three four five six seven eight nine ten.";

    public static readonly string[] Pieces = ["One", " two", " three", " four", " five", " six", " seven", " eight", " nine", " ten", "."];

    public static void AllSay(TestNetwork network, string answer)
    {
        foreach (TestMiner miner in network.Miners)
        {
            miner.Engine.Say(answer);
        }
    }

    public static void AllHoldAt(TestNetwork network, int position)
    {
        foreach (TestMiner miner in network.Miners)
        {
            miner.Engine.HoldAt(position);
        }
    }

    public static void Release(TestNetwork network, IEnumerable<Address> miners)
    {
        foreach (Address miner in miners)
        {
            network.MinerAt(miner).Engine.Release();
        }
    }

    /// <summary>So many slots are bound on chain.</summary>
    public static Task PrecommittedAsync(TestNetwork network, TaskKey key, int slots) =>
        network.UntilAsync(
            $"{slots} precommits of {key}",
            snapshot =>
                snapshot.Tasks.TryGetValue(key, out QueueTask? task) && System.Numerics.BitOperations.PopCount(task.Precommitted) == slots
        );

    public static async Task<ResultObject> ResultAsync(TestNetwork network, TaskSlot slot)
    {
        ReadOnlyMemory<byte>? bytes = await network.Router.Store.GetAsync(slot.ResultDigest, default);
        Assert.NotNull(bytes);
        return ResultObject.Decode(bytes.Value);
    }

    /// <summary>Nothing is reserved, nothing is lost, and no node reported a bug.</summary>
    public static void AllIsWell(TestNetwork network)
    {
        network.Chain.AssertMoneyConserved();
        Assert.Equal(TokenAmount.Zero, network.Balance.Reserved);
        Assert.Empty(network.Log.Errors);
    }
}
