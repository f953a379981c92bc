using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Network;
using Cortensor.Tests.Router;

namespace Cortensor.Tests.Network;

/// <summary>
/// Nodes that fail in the middle of an answer: the client's stream has neither gap nor repetition, and the task is settled.
/// </summary>
public sealed class FailoverTests
{
    private const int Held = 3;

    [Fact]
    public async Task The_next_of_the_task_goes_on_when_the_elected_miner_dies()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions());
        await using ChatStream stream = await AskedAsync(network);
        TestMiner elected = network.MinerAt(stream.Miners[0]);
        await elected.KillAsync();
        LogLine lost = await network.Log.WaitForAsync("a lost stream", static line => line is { Node: "router", Event: "StreamLost" });
        string taker = network.MinerAt(stream.Miners[1]).Name;
        _ = await network.Log.WaitForAsync(
            "the taker's new run",
            line =>
                line.Number > lost.Number
                && line.Node == taker
                && line.Event == "Step"
                && line.Text.EndsWith("Infer", StringComparison.Ordinal)
        );
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address));
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        Assert.Equal((true, "stop"), (stream.IsDone, stream.Finish));

        QueueTask task = await ReassignedAsync(network, stream.Key);
        Assert.Equal(elected.Address, task.Slots[0].Miner);
        Assert.Equal((2, 4, 0b1110u), ((int)task.Round, task.Slots.Length, task.Accepted));
        Assert.Equal(TokenAmount.Zero, task.Slots[0].Paid);
        ResultObject taken = await NetworkScenes.ResultAsync(network, task.Slots[1]);
        Assert.Equal(
            [new ResultSegment(elected.Address, 0, Held), new ResultSegment(stream.Miners[1], Held, NetworkScenes.Pieces.Length)],
            taken.Segments
        );
        Assert.Equal(NetworkScenes.Answer, taken.Text);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_spare_goes_on_when_all_others_are_bound_already()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions());
        await using ChatStream stream = await AskedAsync(network);
        TestMiner elected = network.MinerAt(stream.Miners[0]);
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address).Where(miner => miner != elected.Address));
        await NetworkScenes.PrecommittedAsync(network, stream.Key, 2);
        await elected.KillAsync();
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());

        Address spare = network.Miners.Select(static miner => miner.Address).Except(stream.Miners).Single();
        QueueTask task = await ReassignedAsync(network, stream.Key);
        Assert.Equal(spare, task.Slots[3].Miner);
        Assert.Equal(0b1110u, task.Accepted);
        ResultObject taken = await NetworkScenes.ResultAsync(network, task.Slots[3]);
        Assert.Equal(
            [new ResultSegment(elected.Address, 0, Held), new ResultSegment(spare, Held, NetworkScenes.Pieces.Length)],
            taken.Segments
        );
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_miner_that_falls_silent_loses_the_stream_but_not_its_place()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions());
        await using ChatStream stream = await AskedAsync(network);
        Address elected = stream.Miners[0];
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address).Where(miner => miner != elected));
        await NetworkScenes.PrecommittedAsync(network, stream.Key, 2);
        // It acks when half of its window is over, so that it is slow and not late.
        await network.AdvanceAsync(TimeSpan.FromSeconds(4));
        _ = await network.UntilAsync("the ack", snapshot => (snapshot.Tasks[stream.Key].Acked & 1) != 0);
        await network.AdvanceAsync(TimeSpan.FromSeconds(17));
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());

        NetworkScenes.Release(network, [elected]);
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task An_engine_that_breaks_once_is_not_noticed()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        foreach (TestMiner miner in network.Miners)
        {
            miner.Engine.FailOnceAt(4, new IOException("the engine broke"));
        }

        await using ChatStream stream = await network.AskAsync("count");
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_miner_that_restarts_after_its_precommit_commits_what_it_promised()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions { Miners = 3 });
        await using ChatStream stream = await AskedAsync(network);
        NetworkScenes.Release(network, stream.Miners.Skip(1));
        await NetworkScenes.PrecommittedAsync(network, stream.Key, 2);
        TestMiner restarted = network.MinerAt(stream.Miners[1]);
        await restarted.KillAsync();
        int asked = restarted.Engine.Requests.Count;
        await restarted.RestartAsync();
        NetworkScenes.Release(network, [stream.Miners[0]]);
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)task.Round, task.Accepted));
        Assert.Equal(asked, restarted.Engine.Requests.Count);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task When_all_miners_are_gone_the_client_is_told_and_the_session_refunded()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions { Miners = 3 });
        SessionBalance before = network.Balance;
        await using ChatStream stream = await AskedAsync(network);
        foreach (TestMiner miner in network.Miners)
        {
            await miner.KillAsync();
        }

        _ = await stream.ReadToEndAsync();
        Assert.Equal(("miners_failed", false), (stream.ErrorCode, stream.IsDone));
        Assert.Equal(string.Concat(NetworkScenes.Pieces[..Held]), stream.Text);
        Assert.True(network.Balance.Reserved > TokenAmount.Zero);

        _ = await network.AdvanceUntilAsync(
            "the refund",
            snapshot => snapshot.Tasks[stream.Key].Outcome is not null,
            TimeSpan.FromSeconds(120)
        );
        QueueTask task = network.Chain.Current.Tasks[stream.Key];
        Assert.Equal((TaskState.Failed, FailReason.TooFewPrecommits), (task.Outcome, task.Failure));
        Assert.Equal(before, network.Balance);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task Requests_behind_a_lost_place_are_planned_again_unseen_by_their_clients()
    {
        GatedLedger? ledger = null;
        await using TestNetwork network = await HeldAsync(
            new TestNetworkOptions { Miners = 4, RouterLedger = inner => ledger = new GatedLedger(inner) }
        );
        NetworkScenes.AllHoldAt(network, 0);
        ledger!.Close();
        Task<ChatStream>[] asking = [.. Enumerable.Range(0, 3).Select(_ => network.AskAsync("count"))];
        for (int task = 1; task <= asking.Length; task++)
        {
            string begun = $"Task {network.Session}/{task} started";
            _ = await network.Log.WaitForAsync(
                begun,
                line => line.Event == "TaskStarted" && line.Text.StartsWith(begun, StringComparison.Ordinal)
            );
        }

        int lost = 0;
        ledger.Instead = _ =>
            Interlocked.Exchange(ref lost, 1) == 0
                ? Task.FromResult(MoveResult.Of(new Refusal("TaskIdTaken", "somebody was faster")))
                : null;
        ledger.OpenAgain();
        _ = await network.UntilAsync("all three on chain", static snapshot => snapshot.Tasks.Count == 3);
        NetworkScenes.Release(network, network.Miners.Select(static miner => miner.Address));
        foreach (ChatStream stream in await Task.WhenAll(asking))
        {
            Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
            Assert.True(stream.IsDone);
            Assert.Equal(0b111u, (await network.WaitForTaskAsync(stream.Key, TaskState.Completed)).Accepted);
            await stream.DisposeAsync();
        }

        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task An_oracle_that_comes_back_ends_what_it_finds()
    {
        await using TestNetwork network = await HeldAsync(new TestNetworkOptions { Miners = 3 });
        await using ChatStream stream = await AskedAsync(network);
        await network.Oracle.StopAsync();
        NetworkScenes.Release(network, stream.Miners);
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        QueueTask committed = await network.WaitForTaskAsync(stream.Key, TaskState.Committed);
        Assert.Null(committed.Outcome);
        await network.Oracle.StartAsync();
        Assert.Equal(0b111u, (await network.WaitForTaskAsync(stream.Key, TaskState.Completed)).Accepted);
        NetworkScenes.AllIsWell(network);
    }

    private static async Task<TestNetwork> HeldAsync(TestNetworkOptions options)
    {
        TestNetwork network = await TestNetwork.StartAsync(options);
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        NetworkScenes.AllHoldAt(network, Held);
        return network;
    }

    /// <summary>An answer that has come to where it is held, of a task that is on chain.</summary>
    private static async Task<ChatStream> AskedAsync(TestNetwork network)
    {
        ChatStream stream = await network.AskAsync("count");
        await stream.ReadWordsAsync(Held);
        _ = await network.WaitForTaskAsync(stream.Key, TaskState.Queued);
        return stream;
    }

    /// <summary>Two of three have precommitted; the third is late, replaced, and the task ends well.</summary>
    private static async Task<QueueTask> ReassignedAsync(TestNetwork network, TaskKey key)
    {
        await NetworkScenes.PrecommittedAsync(network, key, 2);
        _ = await network.AdvanceUntilAsync(
            $"task {key} being reassigned",
            snapshot => snapshot.Tasks[key].Round == 2,
            TimeSpan.FromSeconds(network.Options.Parameters.AckWindow + 2)
        );
        return await network.WaitForTaskAsync(key, TaskState.Completed);
    }
}
