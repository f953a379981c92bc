using Cortensor.Api.Frames;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>A network in which a miner by hand was elected to stream, and has streamed the first token of a good answer.</summary>
internal sealed class RogueScene : IAsyncDisposable
{
    private const int MaxTokens = 64;

    /// <summary>With the first of these seeds it is elected; the others are tried should the order ever come out differently.</summary>
    private const ulong FirstSeed = 6;
    private const int Seeds = 24;

    private RogueScene(TestNetwork network, Books before, HandMiner rogue, TaskFrame order, ChatStream stream) =>
        (Network, Before, Rogue, Order, Stream) = (network, before, rogue, order, stream);

    public TestNetwork Network { get; }

    public Books Before { get; }

    public HandMiner Rogue { get; }

    public TaskFrame Order { get; }

    public ChatStream Stream { get; }

    public static async Task<RogueScene> StartAsync()
    {
        for (ulong seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            if (await TryAsync(seed) is { } scene)
            {
                return scene;
            }
        }

        throw new InvalidOperationException($"With none of {Seeds} seeds was the rogue elected.");
    }

    public TokenFrame Token(int seq, string text) => new(Order.Session, Order.Task, seq, [1], text);

    /// <summary>
    /// Another miner went on: the client has the whole answer, the rogue's slot was given to the spare, the three others are paid and the
    /// rogue is not.
    /// </summary>
    public async Task OthersArePaidAsync()
    {
        Assert.Equal(NetworkScenes.Answer, await Stream.ReadToEndAsync());
        Assert.True(Stream.IsDone);
        await NetworkScenes.PrecommittedAsync(Network, Stream.Key, 2);
        _ = await Network.AdvanceUntilAsync(
            "the rogue's slot being given away",
            snapshot => snapshot.Tasks[Stream.Key].Round == 2,
            TimeSpan.FromSeconds(Network.Options.Parameters.AckWindow + 2)
        );
        QueueTask task = await Network.WaitForTaskAsync(Stream.Key, TaskState.Completed);
        Assert.Equal(0b1110u, task.Accepted);
        Before.AssertAfter(Network, task, Network.Miners.Select(static miner => miner.Address).Where(miner => miner != Rogue.Address));
        Assert.Empty(Network.Log.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        await Rogue.DisposeAsync();
        await Stream.DisposeAsync();
        await Network.DisposeAsync();
    }

    private static async Task<RogueScene?> TryAsync(ulong seed)
    {
        TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Seed = seed });
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        HandMiner rogue = await HandMiner.ReplaceAsync(network, network.Miners[0]);
        Books before = Books.Of(network);
        Task<ChatStream> asking = network.AskAsync("count", MaxTokens);
        LogLine started = await network.Log.WaitForAsync("a task", static line => line is { Node: "router", Event: "TaskStarted" });
        if (!started.Text.EndsWith($"{rogue.Address} streams", StringComparison.Ordinal))
        {
            await (await asking).DisposeAsync();
            await rogue.DisposeAsync();
            await network.DisposeAsync();
            return null;
        }

        TaskFrame order = await rogue.ExpectAsync<TaskFrame>();
        await rogue.SendAsync(new TokenFrame(order.Session, order.Task, 0, [1], NetworkScenes.Pieces[0]));
        ChatStream stream = await asking;
        await stream.ReadWordsAsync(1);
        return new RogueScene(network, before, rogue, order, stream);
    }
}
