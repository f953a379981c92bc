using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Testing.Network.Rogues;
using Cortensor.Testing.Time;

namespace Cortensor.FunctionalTests.Trouble.Clock;

/// <summary>Nodes whose clock nobody set, a minute fast or slow: deadlines are the chain's, so nothing changes for anybody.</summary>
public sealed class WrongClockTests
{
    public static TheoryData<string, int> Clocks
    {
        get
        {
            TheoryData<string, int> clocks = [];
            foreach (string node in (string[])["router", "oracle", "miner", string.Empty])
            {
                clocks.Add(node, 60);
                clocks.Add(node, -60);
            }

            return clocks;
        }
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task A_prompt_is_answered_and_paid_as_ever(string wrong, int seconds)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(Wrong(new TestNetworkOptions { Miners = 3 }, wrong, seconds));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        scene.Before.AssertAfter(scene.Network, task, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task A_silent_miner_is_replaced_in_the_very_second_after_its_deadline(string wrong, int seconds)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(Wrong(new TestNetworkOptions { Miners = 4 }, wrong, seconds));
        _ = scene.Asked(1).Moves.Put(static chain => new LostMoves(chain, "ack", "precommit"));
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        await scene.PrecommittedAsync(2);
        ulong deadline = scene.Task.AckDeadline;
        await scene.PassAsync(deadline);

        QueueTask task = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal(deadline + 1, task.Steps.Single(static step => step.Move == "reassign").Timestamp);
        scene.Before.AssertAfter(scene.Network, task, [scene.Stream.Miners[0], scene.Stream.Miners[2], .. scene.Spares]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task An_allowance_begins_anew_with_the_chain_s_hour_and_not_with_the_router_s(int seconds)
    {
        const ulong hour = 3_600;
        TokenAmount allowance = TokenAmount.OneCor * 3 / 4;
        await using TroubleScene scene = await TroubleScene.AskAsync(
            Wrong(new TestNetworkOptions { Miners = 3, Allowance = allowance }, "router", seconds)
        );
        Assert.True(scene.Task.Ceiling <= allowance && scene.Task.Ceiling * 2 > allowance, "One prompt fits the allowance, two do not.");
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);

        // Thirty seconds before the chain's hour ends the fast router has the next one, thirty after it the slow one still has the last.
        await PassAsync(scene.Network, hour - (scene.Network.Chain.Current.Head.Timestamp % hour) - 30);
        using (HttpResponseMessage refused = await AskedAsync(scene.Network))
        {
            Assert.Equal(402, (int)refused.StatusCode);
            Assert.Contains("allowance_exceeded", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await PassAsync(scene.Network, 60);
        Books before = Books.Of(scene.Network);
        using HttpResponseMessage answered = await AskedAsync(scene.Network);
        Assert.Equal(200, (int)answered.StatusCode);
        QueueTask task = await scene.Network.WaitForTaskAsync(new TaskKey(scene.Key.Session, new TaskId(2)), TaskState.Completed);
        before.AssertAfter(scene.Network, task, scene.Stream.Miners);
    }

    private static Task PassAsync(TestNetwork network, ulong seconds)
    {
        network.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        // The last second as everybody sees it: until a block comes, a clock that jumps makes the chain look dead.
        return network.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    private static Task<HttpResponseMessage> AskedAsync(TestNetwork network) =>
        network.PostAsync(
            "/v1/chat/completions",
            """{"model":"test-model","max_tokens":64,"messages":[{"role":"user","content":"count"}]}""",
            TestContext.Current.CancellationToken
        );

    /// <summary>One node, all nodes of a role, or everybody is wrong.</summary>
    private static TestNetworkOptions Wrong(TestNetworkOptions options, string who, int seconds) =>
        options with
        {
            NodeClock = (node, right) =>
                node.StartsWith(who, StringComparison.Ordinal) ? new ShiftedClock(right, TimeSpan.FromSeconds(seconds)) : right,
        };
}
