using Cortensor.Api.Native;
using Cortensor.Primitives;

namespace Cortensor.FunctionalTests.Trouble.Disk;

/// <summary>
/// The process of a miner whose disk goes away: it says so, no party loses money by it, and it is ready again when the disk is back.
/// </summary>
[Collection(SharedNetwork.Name)]
public sealed class NodeThatLosesItsDiskTests(SharedNetwork shared)
{
    [Fact]
    public async Task It_is_not_ready_costs_the_client_nothing_and_recovers_with_its_disk()
    {
        RunningNetwork network = shared.Network;
        (_, string data) = network.Miner(1);
        string away = data + ".away";
        SessionView before = await network.SessionAsync();
        Directory.Move(data, away);
        // A file in its place, so that nothing makes the folder again.
        await File.WriteAllTextAsync(data, string.Empty, network.Stop);
        await network.UntilMinerIsAsync(1, "disk_unwritable");

        // Three of four answer, whether it is one of them or hands back; the client and the money notice nothing.
        TaskDetails task = await network.EndOfAsync(await network.AskAsync("Tell me about the archive."));
        Assert.Equal("Completed", task.State);
        Assert.Equal(3, task.Slots.Count(static slot => slot.Accepted == true && slot.Paid > TokenAmount.Zero));
        _ = await network.SettledAsync(before);
        File.Delete(data);
        Directory.Move(away, data);
        await network.UntilMinerIsAsync(1, null);
        await network.AssertNextPromptAsync();
    }
}
