using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

public sealed class StreamTests
{
    [Fact]
    public async Task Tokens_wait_for_credits()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a", "b", "c"));
        RecordingChannel poor = new(world.Router.Address, credits: 1);
        TaskFrame frame = rig.Announce(world.Request(), elected: false);
        _ = await rig.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
        rig.Workers.OnFrame(frame with { Elected = true }, poor);
        _ = await poor.UntilAsync<TokenFrame>();
        Assert.Equal([typeof(AckFrame), typeof(TokenFrame)], poor.Frames.Select(sent => sent.GetType()));
        rig.Workers.OnFrame(new CreditFrame(frame.Session, frame.Task, 2), poor);
        _ = await poor.UntilAsync<DoneFrame>();
        Assert.Equal((3, "abc"), (poor.Tokens.Count, poor.Text));
    }

    [Fact]
    public async Task A_slow_client_gets_the_rest_after_the_task_is_paid()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a", "b", "c"));
        RecordingChannel slow = new(world.Router.Address, credits: 1);
        TaskKey key = await PayAsync(world, rig, slow);
        rig.Workers.OnFrame(new CreditFrame(key.Session, key.Task, 10), slow);
        _ = await slow.UntilAsync<DoneFrame>();
        Assert.Equal("abc", slow.Text);
        await rig.UntilForgottenAsync(key);
        Assert.Empty(slow.Frames.OfType<ErrorFrame>());
    }

    [Fact]
    public async Task A_client_that_never_reads_is_told_off_in_the_end()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("a", "b", "c"), options: new MinerOptions { LingerSeconds = 20 });
        RecordingChannel slow = new(world.Router.Address, credits: 1);
        TaskKey key = await PayAsync(world, rig, slow);
        _ = await slow.UntilAsync<TokenFrame>();
        world.Chain.Mine();
        world.Pass(20);
        Assert.Equal(1, rig.Workers.Count);
        await MinerRig.UntilAsync(
            "an error",
            () =>
            {
                world.Pass(1);
                return Task.FromResult(slow.Frames.OfType<ErrorFrame>().FirstOrDefault());
            }
        );
        await rig.UntilForgottenAsync(key);
    }

    [Fact]
    public async Task A_frame_that_comes_while_a_worker_leaves_is_not_lost()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        SlowRemoval journal = new();
        await using MinerRig rig = new(world, new GatedEngine("a"), journal: journal);
        TaskFrame first = rig.Announce(world.Request("refused", blind: 1), elected: false);
        TaskKey key = new(first.Session, first.Task);
        _ = await rig.UntilJournalledAsync(key);
        journal.Hold();
        rig.Workers.OnFrame(new CancelFrame(key.Session, key.Task, "refused"), rig.Channel);
        await journal.Asked;
        TaskFrame second = rig.Announce(world.Request("next", blind: 2));
        journal.Release();
        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();
        Assert.Equal(key, new TaskKey(second.Session, second.Task));
        Assert.Equal(done.ResultDigest, (await rig.UntilJournalledAsync(key)).Digest);
    }

    [Fact]
    public async Task From_a_cancel_on_nothing_is_said_about_the_order_whose_id_another_gets()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        GatedEngine engine = new("a", "b", "c") { HoldAfter = 1 };
        await using MinerRig rig = new(world, engine);
        RecordingChannel slow = new(world.Router.Address, credits: 100);
        TaskFrame refused = rig.Frame(world.Request("refused", blind: 1));
        rig.Workers.OnFrame(refused, slow);
        _ = await slow.UntilAsync<TokenFrame>();

        // The read loop goes on to the ping behind the cancel at once: the count taken here is what the pong vouches for.
        rig.Workers.OnFrame(new CancelFrame(refused.Session, refused.Task, "refused"), slow);
        int said = slow.Frames.Count;
        engine.Open();
        TaskFrame next = rig.Announce(world.Request("next", blind: 2));
        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();
        Assert.Equal((refused.Task, 3), (next.Task, done.OutputTokens));
        await rig.UntilJournalledAsync(new TaskKey(next.Session, next.Task));
        Assert.Equal(said, slow.Frames.Count);
    }

    private static async Task<TaskKey> PayAsync(QueueWorld world, MinerRig rig, RecordingChannel slow)
    {
        TaskObject request = world.Request();
        rig.Workers.OnFrame(rig.Frame(request), slow);
        TaskKey key = await world.SubmitAsync(request, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        return key;
    }
}
