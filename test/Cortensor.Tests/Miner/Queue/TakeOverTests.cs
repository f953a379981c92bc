using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

public sealed class TakeOverTests
{
    [Fact]
    public async Task A_take_over_continues_the_prefix_and_says_who_made_what()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one", " two", " three"));
        TaskObject request = world.Request();
        TaskFrame own = rig.Announce(request, elected: false);
        TaskKey key = new(own.Session, own.Task);
        _ = await rig.UntilJournalledAsync(key);
        Address other = world.Miners[1].Address;
        rig.Workers.OnFrame(
            own with
            {
                Elected = true,
                Prefix = [7, 8],
                PrefixSegments = [new FrameSegment(other, 0, 2)],
                PrefixText = "uno dos",
            },
            rig.Channel
        );
        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();
        TokenFrame token = Assert.Single(rig.Channel.Frames.OfType<TokenFrame>());
        Assert.Equal((2, " three"), (token.Seq, token.Text));

        Assert.Equal(key, await world.SubmitAsync(request, 0));
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        ResultObject result = ResultObject.Decode(Convert.FromBase64String((await rig.Channel.UntilAsync<CommitFrame>()).Result));
        Assert.Equal(done.ResultDigest, world.Task(key).Slots[0].ResultDigest);
        Assert.Equal("uno dos three", result.Text);
        Assert.Equal([7, 8, 102], result.Tokens);
        Assert.Equal([new ResultSegment(other, 0, 2), new ResultSegment(rig.Identity.Address, 2, 3)], result.Segments);
    }

    [Fact]
    public async Task A_take_over_after_the_precommit_is_declined_and_changes_nothing()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one", " two"));
        TaskObject request = world.Request();
        TaskFrame frame = rig.Announce(request, elected: false);
        TaskKey key = await world.SubmitAsync(request, 0, 1);
        await world.UntilAsync("a precommit", snapshot => snapshot.Tasks[key].Precommitted == 1);
        ResultJournalEntry before = await rig.UntilJournalledAsync(key);
        rig.Workers.OnFrame(
            frame with
            {
                Elected = true,
                Prefix = [7],
                PrefixSegments = [new FrameSegment(world.Miners[1].Address, 0, 1)],
            },
            rig.Channel
        );
        Assert.Equal("already_precommitted", (await rig.Channel.UntilAsync<DeclineFrame>()).Reason);
        Assert.Equal(before.Digest, (await rig.UntilJournalledAsync(key)).Digest);
    }

    [Fact]
    public async Task A_miner_elected_late_without_a_prefix_streams_what_it_has()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one", " two"));
        TaskFrame frame = rig.Announce(world.Request(), elected: false);
        ResultJournalEntry entry = await rig.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
        rig.Workers.OnFrame(frame with { Elected = true }, rig.Channel);
        Assert.Equal(entry.Digest, (await rig.Channel.UntilAsync<DoneFrame>()).ResultDigest);
        Assert.Equal("one two", rig.Channel.Text);
    }

    [Fact]
    public async Task A_spare_keeps_the_result_it_signed_until_the_slot_it_replaces_is_late()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        await using MinerRig rig = new(
            world,
            new GatedEngine("one", " two"),
            miner: 1,
            options: new MinerOptions { AnnouncementSeconds = 10 }
        );
        TaskObject request = world.Request();
        TaskFrame frame = rig.Frame(request) with
        {
            Prefix = [7],
            PrefixSegments = [new FrameSegment(world.Miners[0].Address, 0, 1)],
            PrefixText = "uno",
        };
        TaskKey key = await world.SubmitAsync(request, 0);
        QueueWorld.Made(await world.Chain.As(world.Miners[0].Address).Queue.AckAsync(key, 0, default));
        rig.Workers.OnFrame(frame, rig.Channel);
        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();

        // Longer than its patience, and it looks on the way: what it signed may still be wanted.
        for (int second = 0; second < 39; second += 13)
        {
            world.Pass(13);
            rig.Workers.PokeAll();
            Assert.Equal(done.ResultDigest, (await rig.UntilJournalledAsync(key)).Digest);
            Assert.Equal(1, rig.Workers.Count);
        }

        byte node = (byte)world.Chain.Current.Sessions[world.Session].Nodes.IndexOf(rig.Identity.Address);
        QueueWorld.Made(await world.Chain.As(world.Oracle.Address).Queue.ReassignAsync(key, [node], default));
        await world.UntilAsync("the spare's commit", snapshot => snapshot.Tasks[key].Committed == 0b10);
        Assert.Equal(done.ResultDigest, world.Task(key).Slots[1].ResultDigest);
    }

    [Fact]
    public async Task A_take_over_whose_prefix_has_a_hole_is_declined()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"));
        TaskFrame frame = rig.Frame(world.Request()) with
        {
            Prefix = [7, 8],
            PrefixSegments = [new FrameSegment(world.Miners[1].Address, 0, 1)],
        };
        rig.Workers.OnFrame(frame, rig.Channel);
        Assert.Equal("prompt_unavailable", (await rig.Channel.UntilAsync<DeclineFrame>()).Reason);
        Assert.Equal(0, rig.Workers.Count);
    }

    [Fact]
    public async Task A_take_over_that_is_full_already_only_ends_the_answer()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("never"));
        TaskFrame frame = rig.Frame(world.Request(maxTokens: 2)) with
        {
            Prefix = [7, 8],
            PrefixSegments = [new FrameSegment(world.Miners[1].Address, 0, 2)],
            PrefixText = "uno dos",
        };
        rig.Workers.OnFrame(frame, rig.Channel);
        DoneFrame done = await rig.Channel.UntilAsync<DoneFrame>();
        Assert.Equal(("length", 2, 3), (done.Finish, done.OutputTokens, done.PromptTokens));
        Assert.Empty(rig.Channel.Frames.OfType<TokenFrame>());
        ResultObject result = ResultObject.Decode((await rig.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task))).Bytes);
        Assert.Equal(("uno dos", rig.Identity.Address), (result.Text, result.Miner));
    }

    [Fact]
    public async Task A_restarted_miner_does_not_begin_anew_what_its_journal_holds()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 1, ProofKind.None);
        IResultJournal journal;
        TaskFrame frame;
        ResultJournalEntry entry;
        await using (MinerRig first = new(world, new GatedEngine("one")))
        {
            frame = first.Announce(world.Request());
            entry = await first.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
            journal = first.Journal;
        }

        await using MinerRig second = new(world, new GatedEngine("two"), journal: journal);
        second.Workers.OnFrame(
            frame with
            {
                Prefix = [7],
                PrefixSegments = [new FrameSegment(world.Miners[1].Address, 0, 1)],
            },
            second.Channel
        );
        Assert.Equal("already_precommitted", (await second.Channel.UntilAsync<DeclineFrame>()).Reason);
        Assert.Equal(entry.Digest, (await second.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task))).Digest);
    }
}
