using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble;

/// <summary>
/// A whole network with one prompt under way: every miner holds its answer at the fourth token, the client has three, the task is on chain.
/// </summary>
internal sealed class TroubleScene : IAsyncDisposable
{
    public const int Held = 3;
    public const int MaxTokens = 64;

    /// <summary>Real time for what comes about without the clock moving.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private TroubleScene(TestNetwork network, ChatStream stream, Books before) => (Network, Stream, Before) = (network, stream, before);

    public TestNetwork Network { get; }

    public ChatStream Stream { get; }

    /// <summary>The books before the prompt.</summary>
    public Books Before { get; }

    public TaskKey Key => Stream.Key;

    /// <summary>The task as it is on chain now.</summary>
    public QueueTask Task => Network.Chain.Current.Tasks[Key];

    /// <summary>Those who were not asked at first.</summary>
    public IEnumerable<Address> Spares => Network.Miners.Select(static miner => miner.Address).Except(Stream.Miners);

    /// <summary>Asks, and returns when the answer has come to where it is held.</summary>
    /// <param name="options">The network.</param>
    /// <param name="before">What happens between its start and the prompt.</param>
    public static async Task<TroubleScene> AskAsync(TestNetworkOptions options, Func<TestNetwork, Task>? before = null)
    {
        TestNetwork network = await TestNetwork.StartAsync(options);
        try
        {
            NetworkScenes.AllSay(network, NetworkScenes.Answer);
            NetworkScenes.AllHoldAt(network, Held);
            if (before is not null)
            {
                await before(network);
            }

            Books books = Books.Of(network);
            ChatStream stream = await network.AskAsync("count", MaxTokens);
            await stream.ReadWordsAsync(Held);
            _ = await network.WaitForTaskAsync(stream.Key, TaskState.Queued);
            return new TroubleScene(network, stream, books);
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a rogue reports, within <see cref="Timeout"/>.</summary>
    public static Task<T> SoonAsync<T>(Task<T> report) => report.WaitAsync(Timeout);

    /// <summary>The nth miner that was asked; the first streams.</summary>
    public TestMiner Asked(int slot) => Network.MinerAt(Stream.Miners[slot]);

    public void ReleaseAll() => NetworkScenes.Release(Network, Network.Miners.Select(static miner => miner.Address));

    public void ReleaseAllBut(TestMiner held) =>
        NetworkScenes.Release(Network, Network.Miners.Where(miner => miner != held).Select(static miner => miner.Address));

    /// <summary>The client's answer is whole: no gap, no repetition.</summary>
    public async Task ReadWholeAnswerAsync()
    {
        Assert.Equal(NetworkScenes.Answer, await Stream.ReadToEndAsync());
        Assert.True(Stream.IsDone);
    }

    public Task PrecommittedAsync(int slots) => NetworkScenes.PrecommittedAsync(Network, Key, slots);

    /// <summary>Lets chain time pass a deadline, and waits for the task's outcome while it stands still again.</summary>
    public async Task<QueueTask> EndAfterAsync(ulong deadline)
    {
        await PassAsync(deadline);
        _ = await Network.UntilAsync($"the end of {Key}", snapshot => snapshot.Tasks[Key].Outcome is not null);
        return Task;
    }

    /// <summary>Lets chain time pass, second by second, until the task has its outcome: for what takes several deadlines.</summary>
    public async Task<QueueTask> EndWithinAsync(int seconds)
    {
        _ = await Network.AdvanceUntilAsync(
            $"the end of {Key}",
            snapshot => snapshot.Tasks[Key].Outcome is not null,
            TimeSpan.FromSeconds(seconds)
        );
        return Task;
    }

    /// <summary>Chain time passes the given second of the task, as every node sees.</summary>
    public Task PassAsync(ulong second) => Network.AdvanceAsync(TimeSpan.FromSeconds(second - Network.Chain.Current.Head.Timestamp + 1));

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await Network.DisposeAsync();
    }
}
