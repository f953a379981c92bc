using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

public sealed class TaskWorkerTests
{
    [Fact]
    public async Task An_announced_task_is_streamed_before_the_chain_knows_it_and_committed_after()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("Good", " day", "."));
        TaskObject request = world.Request();
        TaskFrame frame = rig.Announce(request);
        TaskKey key = new(frame.Session, frame.Task);

        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();
        Assert.Equal((3, "Good day."), (rig.Channel.Tokens.Count, rig.Channel.Text));
        Assert.IsType<AckFrame>(rig.Channel.Frames[0]);
        Assert.DoesNotContain(key, world.Chain.Current.Tasks.Keys);
        Assert.True(
            rig.Identity.Domain.IsSignedBy(
                DoneTypedData.Type.HashStruct(key.Session.Value, key.Task.Value, done.ResultDigest),
                Signature.Parse(done.Signature),
                rig.Identity.Address
            )
        );

        Assert.Equal(key, await world.SubmitAsync(request, 0));
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        TaskSlot slot = world.Task(key).Slots[0];
        CommitFrame commit = await rig.Channel.UntilAsync<CommitFrame>();
        ResultObject result = ResultObject.Decode(Convert.FromBase64String(commit.Result));
        Assert.Equal(done.ResultDigest, slot.ResultDigest);
        Assert.Equal(slot.ResultDigest, CanonicalJson.Digest(Convert.FromBase64String(commit.Result)));
        Assert.Equal(("Good day.", 3u, 3u), (result.Text, slot.PromptTokens, slot.OutputTokens));
        Assert.Equal(["submit", "deliver"], world.Task(key).Steps.Select(step => step.Move));

        await rig.UntilForgottenAsync(key);
    }

    [Fact]
    public async Task An_assignment_without_an_announcement_is_fetched_and_served()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        TaskObject request = world.Request();
        _ = shelf.Put(request.Encode());
        await using MinerRig rig = new(world, new GatedEngine("a", "b"), source: shelf);
        TaskKey key = await world.SubmitAsync(request, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Empty(rig.Channel.Frames.OfType<TokenFrame>());
    }

    [Fact]
    public async Task A_request_that_nobody_serves_is_declined_after_some_time()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        await using MinerRig rig = new(world, new GatedEngine("a"), source: shelf, options: new MinerOptions { FetchSeconds = 3 });
        TaskKey key = await world.SubmitAsync(world.Request(), 0);
        for (int asked = 1; world.Task(key).Open != 0; asked++)
        {
            Assert.True(asked < 20);
            await MinerRig.UntilAsync("a fetch", () => Task.FromResult(shelf.Asked >= Math.Min(asked, 4) ? shelf : null));
            world.Pass(1);
        }

        Assert.Equal(4, shelf.Asked);
    }

    [Fact]
    public async Task A_prompt_over_the_context_is_declined_to_the_router_and_on_chain()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        GatedEngine engine = new("a") { Fault = (-1, new InferenceRefusedException(InferenceRefusalCodes.OverContext, "too long")) };
        await using MinerRig rig = new(world, engine);
        TaskObject request = world.Request();
        _ = rig.Announce(request);
        Assert.Equal("over_context", (await rig.Channel.UntilAsync<DeclineFrame>()).Reason);
        TaskKey key = await world.SubmitAsync(request, 0);
        await world.UntilAsync("a decline", snapshot => snapshot.Tasks[key].Open == 0);
        Assert.Equal("decline", world.Task(key).Steps[^1].Move);
        Assert.Empty(rig.Channel.Frames.OfType<AckFrame>());
    }

    [Fact]
    public async Task A_slow_answer_is_acked_within_the_window_and_a_quick_one_never()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        GatedEngine engine = new("a", "b") { HoldAfter = 1 };
        await using MinerRig rig = new(world, engine);
        TaskObject request = world.Request();
        _ = rig.Announce(request);
        TaskKey key = await world.SubmitAsync(request, 0);
        Assert.Equal(0u, world.Task(key).Acked);
        world.Pass(3);
        await world.UntilAsync("an ack", snapshot => snapshot.Tasks[key].Acked == 1);
        engine.Open();
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
    }

    [Fact]
    public async Task Nothing_is_precommitted_while_the_journal_cannot_be_written()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        FullDisk disk = new();
        await using MinerRig rig = new(world, new GatedEngine("one"), journal: disk);
        TaskObject request = world.Request();
        _ = rig.Announce(request);
        TaskKey key = await world.SubmitAsync(request, 0);
        _ = await MinerRig.UntilAsync(
            "three attempts",
            () =>
            {
                world.Chain.Mine();
                return Task.FromResult(disk.Attempts >= 3 ? disk : null);
            }
        );
        Assert.Equal(0u, world.Task(key).Precommitted);
        Assert.Empty(rig.Channel.Frames.OfType<DoneFrame>());

        disk.Repair();
        world.Chain.Mine();
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
    }

    [Fact]
    public async Task A_task_assigned_to_others_is_given_up_after_a_while_without_a_move()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"));
        TaskObject request = world.Request();
        _ = rig.Announce(request, elected: false);
        TaskKey key = await world.SubmitAsync(request, 1);
        _ = await rig.UntilJournalledAsync(key);
        world.Pass(38 + MinerOptions.DefaultAnnouncementSeconds);
        Assert.Equal(1, rig.Workers.Count);
        world.Pass(1);
        await rig.UntilForgottenAsync(key);
        Assert.Equal(["submit"], world.Task(key).Steps.Select(step => step.Move));
    }

    [Fact]
    public async Task A_task_that_never_reaches_the_chain_is_forgotten_when_the_router_cancels()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"));
        TaskFrame frame = rig.Announce(world.Request());
        TaskKey key = new(frame.Session, frame.Task);
        _ = await rig.UntilJournalledAsync(key);
        rig.Workers.OnFrame(new CancelFrame(key.Session, key.Task, "refused"), rig.Channel);
        await rig.UntilForgottenAsync(key);
    }

    [Fact]
    public async Task What_the_chain_asks_wins_over_what_a_router_announced()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        GatedEngine engine = new("one");
        await using MinerRig rig = new(world, engine, source: shelf);
        TaskFrame frame = rig.Announce(world.Request("false words", blind: 1));
        ResultJournalEntry announced = await rig.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
        TaskObject real = world.Request("true words", blind: 2);
        _ = shelf.Put(real.Encode());
        TaskKey key = await world.SubmitAsync(real, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.NotEqual(announced.Digest, world.Task(key).Slots[0].ResultDigest);
        Assert.Equal(["false words", "true words"], engine.Requests.Select(request => request.Prompt));
    }

    [Fact]
    public async Task A_request_that_does_not_match_its_digest_is_declined()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"));
        TaskObject request = world.Request();
        TaskFrame frame = new(
            world.Session,
            new TaskId(1),
            Keccak256.HashText("else"),
            Convert.ToBase64String(request.Encode()),
            default,
            true,
            [],
            []
        );
        rig.Workers.OnFrame(frame, rig.Channel);
        Assert.Equal("prompt_unavailable", (await rig.Channel.UntilAsync<DeclineFrame>()).Reason);
        Assert.Equal(0, rig.Workers.Count);
    }

    [Fact]
    public async Task An_engine_that_breaks_goes_on_where_it_was()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        GatedEngine engine = new("one", " two", " three") { Fault = (2, new InferenceFailedException("died")) };
        await using MinerRig rig = new(world, engine);
        TaskFrame frame = rig.Announce(world.Request());
        ResultJournalEntry entry = await rig.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
        _ = await rig.Channel.UntilAsync<DoneFrame>();
        Assert.Equal("one two three", ResultObject.Decode(entry.Bytes).Text);
        Assert.Equal([100, 101, 102], rig.Channel.Tokens);
        Assert.Equal([100, 101], engine.Requests[1].Prefix);
    }

    [Fact]
    public async Task Announcements_are_declined_when_enough_is_held_and_assignments_are_not()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        await using MinerRig rig = new(world, new GatedEngine("one"), source: shelf, options: new MinerOptions { MaxTasks = 1 });
        TaskFrame held = rig.Announce(world.Request(blind: 1));
        rig.Workers.OnFrame(held with { Task = new TaskId(99) }, rig.Channel);
        Assert.Equal(new TaskId(99), (await rig.Channel.UntilAsync<DeclineFrame>(decline => decline.Reason == "no_slot")).Task);

        TaskObject other = world.Request(blind: 2);
        _ = shelf.Put(other.Encode());
        _ = await world.SubmitAsync(world.Request(blind: 1), 0);
        TaskKey key = await world.SubmitAsync(other, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
    }

    [Fact]
    public async Task A_miner_that_copies_anothers_slot_is_no_concern_of_ours()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"));
        TaskObject request = world.Request();
        _ = rig.Announce(request);
        TaskKey key = await world.SubmitAsync(request, 1, 0);
        await world.UntilAsync("a precommit", snapshot => snapshot.Tasks[key].Precommitted == 0b10);

        // The other shows the same commitment as if it were its own: it can never open it, ours opens.
        Hash32 copied = world.Task(key).Slots[1].Commitment;
        QueueWorld.Made(await world.Chain.As(world.Miners[1].Address).Queue.PrecommitAsync(key, 0, copied, default));
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 0b10);
        TaskSlot ours = world.Task(key).Slots[1];
        Assert.False(
            (
                await world
                    .Chain.As(world.Miners[1].Address)
                    .Queue.CommitAsync(key, 0, ours.ResultDigest, rig.Identity.SaltOf(key), ours.PromptTokens, ours.OutputTokens, default)
            ).Made
        );
    }
}
