using System.Numerics;
using Cortensor.Api.Native;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>
/// The router killed and restarted at every step of a task: before and after each of its moves on chain and each of its writes to disk, and
/// between them. The client has its answer, or a broken connection and a way to find out; the task completes, or it never was and nothing
/// moved.
/// </summary>
public sealed class RouterKilledTests
{
    private const int MaxTokens = 64;
    private const int Request = 1;
    private const int FirstResult = 2;
    private const int LastResult = 4;
    private const int NextChain = 2;

    [Theory]
    [InlineData("put", Request, false, false)]
    [InlineData("put", Request, true, false)]
    [InlineData("submit", 1, false, false)]
    [InlineData("submit", 1, true, true)]
    [InlineData("postRouterChain", NextChain, false, true)]
    [InlineData("postRouterChain", NextChain, true, true)]
    [InlineData("put", FirstResult, false, true)]
    [InlineData("put", FirstResult, true, true)]
    [InlineData("put", LastResult, false, true)]
    [InlineData("put", LastResult, true, true)]
    public async Task The_task_completes_or_never_was(string kind, int number, bool after, bool isOnChain)
    {
        RouterStep step = new(kind, number, after);
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions
            {
                RouterLedger = inner => new StepLedger(inner, step),
                RouterStore = inner => new StepStore(inner, step),
                // So short that the next chain must be announced after the first task.
                Router = router => router.HashChainLength = kind == "postRouterChain" ? 2 : router.HashChainLength,
            }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        bool isAnswered = kind == "put" && number >= FirstResult;
        if (!isAnswered)
        {
            NetworkScenes.AllHoldAt(network, TroubleScene.Held);
        }

        Books before = Books.Of(network);
        Task<(string Text, bool IsDone)> client = AskAsync(network);
        await step.Reached;
        await network.Router.KillAsync();
        (string text, bool isDone) = await client;
        Assert.True(isAnswered || !isDone, "An answer that was held back cannot be complete.");
        Assert.StartsWith(text, NetworkScenes.Answer, StringComparison.Ordinal);

        TaskKey key = new(network.Session, new TaskId(1));
        Assert.Equal(isOnChain, network.Chain.Current.Tasks.ContainsKey(key));
        if (!isOnChain)
        {
            Assert.Equal((before.Session, Text(before)), (Books.Of(network).Session, Text(Books.Of(network))));
        }

        await network.Router.RestartAsync();
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address));
        if (!isOnChain)
        {
            Assert.Equal((NetworkScenes.Answer, true), await AskAsync(network));
        }

        await PaidAsync(network, key, before);
        Assert.Equal(kind != "postRouterChain", network.Chain.Current.RouterChains[network.Router.Address].NextTip.IsZero);
    }

    [Fact]
    public async Task In_the_middle_of_an_answer()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions());
        await scene.Network.Router.KillAsync();
        _ = await Assert.ThrowsAnyAsync<IOException>(() => scene.Stream.ReadToEndAsync());
        Assert.False(scene.Stream.IsDone);
        Assert.Equal(string.Concat(NetworkScenes.Pieces[..TroubleScene.Held]), scene.Stream.Text);
        await scene.Network.Router.RestartAsync();
        scene.ReleaseAll();
        await PaidAsync(scene.Network, scene.Key, scene.Before);
    }

    [Fact]
    public async Task When_all_have_committed_and_nobody_has_completed()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions());
        await scene.Network.Oracle.StopAsync();
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Committed);
        await scene.Network.Router.KillAsync();
        await scene.Network.Router.RestartAsync();
        // The oracle reads the results at a router that knows of them by the chain alone.
        await scene.Network.Oracle.StartAsync();
        await PaidAsync(scene.Network, scene.Key, scene.Before);
    }

    [Fact]
    public async Task For_good_after_its_submit()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions { Miners = 3 });
        await scene.Network.Router.KillAsync();
        scene.ReleaseAll();
        // The miners commit, but nobody can read what they committed to.
        _ = await scene.Network.AdvanceUntilAsync(
            "the refund",
            snapshot => snapshot.Tasks[scene.Key].Outcome is not null,
            TimeSpan.FromMinutes(5)
        );
        Assert.Equal(TaskState.Failed, scene.Task.Outcome);
        scene.Before.AssertRefunded(scene.Network, scene.Task);
    }

    [Fact]
    public async Task Before_the_client_has_a_word_the_task_is_found_by_the_client_s_own_reference()
    {
        RouterStep step = new("submit", 1, after: true);
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions { RouterLedger = inner => new StepLedger(inner, step) }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        NetworkScenes.AllHoldAt(network, 0);
        Books before = Books.Of(network);
        const string reference = "order 17";
        Task<HttpResponseMessage> asking = network.PostAsync(
            "/api/v1/completions",
            $$"""{"prompt":"count","prompt_type":1,"max_tokens":{{MaxTokens}},"client_reference":"{{reference}}"}"""
        );
        await step.Reached;
        await network.Router.KillAsync();
        _ = await Assert.ThrowsAsync<HttpRequestException>(() => asking);
        await network.Router.RestartAsync();
        Assert.Empty(await TaskPages.ByReferenceAsync(network, "order 18"));
        TaskDetails found = Assert.Single(await TaskPages.ByReferenceAsync(network, reference));
        Assert.Equal((1UL, reference), (found.TaskId, found.ClientReference));
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address));
        await PaidAsync(network, new TaskKey(network.Session, new TaskId(found.TaskId)), before);
    }

    /// <summary>The task ended well, three answers were paid, and the client finds the text at the task's address.</summary>
    private static async Task PaidAsync(TestNetwork network, TaskKey key, Books before)
    {
        _ = await network.WaitForTaskAsync(key, TaskState.Committed);
        // An oracle that found the router away asks again some seconds later.
        NetworkSnapshot ended = await network.AdvanceUntilAsync(
            $"the end of {key}",
            snapshot => snapshot.Tasks[key].Outcome is not null,
            TimeSpan.FromSeconds(30)
        );
        QueueTask task = ended.Tasks[key];
        Assert.Equal(3, BitOperations.PopCount(task.Accepted));
        Assert.Single(network.Chain.Current.Tasks);
        TaskDetails page = await TaskPages.OfAsync(network, key);
        Assert.Equal("Completed", page.State);
        Assert.Contains(NetworkScenes.Answer, page.Results.Data);
        before.AssertAfter(
            network,
            task,
            task.Slots.Where((_, slot) => (task.Accepted & (1u << slot)) != 0).Select(static slot => slot.Miner)
        );
        Assert.Empty(network.Log.Errors);
    }

    /// <summary>What a client has in the end, and whether it knows that this is all.</summary>
    private static async Task<(string Text, bool IsDone)> AskAsync(TestNetwork network)
    {
        ChatStream? stream = null;
        try
        {
            stream = await network.AskAsync("count", MaxTokens);
            _ = await stream.ReadToEndAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The connection broke.
        }

        await using (stream)
        {
            return (stream?.Text ?? string.Empty, stream?.IsDone == true);
        }
    }

    private static string Text(Books books) => string.Join('\n', books.Accounts.Select(static account => $"{account.Key} {account.Value}"));
}
