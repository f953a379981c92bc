using Cortensor.Inference;
using Cortensor.Inference.Models;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Inference;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>What all bad model files have in common: the miner says a code and does not come up, and the network does without it.</summary>
internal static class BadModel
{
    /// <summary>Starts the llama engine over a file; the code with which it refuses.</summary>
    public static async Task<string> StartAsync(string path) =>
        (await Assert.ThrowsAsync<EngineStartException>(() => RealModel.StartAsync(RealModel.Options() with { ModelPath = path }))).Code;

    /// <summary>The catalogue's default model, looked for as a node does; the code with which the store refuses.</summary>
    public static async Task<string> ResolveAsync(ModelStoreOptions places, string? explicitPath = null)
    {
        using HttpClient http = new();
        // No public address: a test asks nobody outside.
        ModelEntry entry = ModelCatalogue.BuiltIn.Find(RealModel.Id)! with
        {
            Url = null,
        };
        ModelStore store = new(ModelCatalogue.Of([entry]), places, http, TimeProvider.System);
        return (
            await Assert.ThrowsAsync<ModelStoreException>(() =>
                store.ResolveAsync(entry.Id, explicitPath, null, TestContext.Current.CancellationToken)
            )
        ).Code;
    }

    /// <summary>
    /// A network in which one of four miners never came up for its model: three answer and are paid, it is neither paid nor charged.
    /// </summary>
    public static async Task TheOthersArePaidAsync()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 4 });
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        TestMiner missing = network.Miners[0];
        await missing.KillAsync();
        Books before = Books.Of(network);
        await using ChatStream stream = await network.AskAsync("count", 64);
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        _ = await network.AdvanceUntilAsync(
            "the end of the task",
            snapshot => snapshot.Tasks.TryGetValue(stream.Key, out QueueTask? task) && task.Outcome is not null,
            TimeSpan.FromMinutes(3)
        );
        QueueTask ended = network.Chain.Current.Tasks[stream.Key];
        Assert.Equal(TaskState.Completed, ended.Outcome);
        before.AssertAfter(network, ended, ended.Slots.Where((_, slot) => (ended.Accepted & (1u << slot)) != 0).Select(slot => slot.Miner));
        Assert.DoesNotContain(ended.Slots, slot => slot.Miner == missing.Address && slot.Paid != default);
    }
}
