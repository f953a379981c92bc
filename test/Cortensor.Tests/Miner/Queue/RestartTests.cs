using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Miner;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Storage;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>The power fails at each step; a new miner over the same journal and chain must finish with the digest it promised.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData("precommit", false)]
    [InlineData("precommit", true)]
    [InlineData("commit", false)]
    [InlineData("commit", true)]
    public async Task A_restart_at_a_move_commits_the_journalled_result(string move, bool afterwards)
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2, ProofKind.None);
        MemoryResultJournal journal = new();
        TaskObject request = world.Request();
        StoppingLedger ledger = new(world.Chain.As(world.Miners[0].Address).Queue, move, afterwards);
        TaskKey key;
        ResultJournalEntry promised;
        await using (MinerRig first = new(world, new GatedEngine("one", " two"), journal: journal, ledger: ledger))
        {
            _ = first.Announce(request);
            key = await world.SubmitAsync(request, 0, 1);
            await PrecommitOtherAsync(world, key);
            await ledger.Reached;
            promised = await first.UntilJournalledAsync(key);
        }

        // The second life must not need the model, the router or the prompt.
        await using MinerRig second = new(world, new GatedEngine(), journal: journal);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Equal(promised.Digest, world.Task(key).Slots[0].ResultDigest);
        Assert.Equal(promised.Digest, (await second.Channel.UntilAsync<CommitFrame>()).ResultDigest);
        Assert.Equal(2, world.Task(key).Steps.Count(step => step.Move == "precommit"));
    }

    [Theory]
    [InlineData(ProofKind.None, false)]
    [InlineData(ProofKind.None, true)]
    [InlineData(ProofKind.Agreement, false)]
    [InlineData(ProofKind.Agreement, true)]
    public async Task A_restart_at_a_delivery_delivers_the_journalled_result_once(ProofKind proof, bool afterwards)
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, proof);
        MemoryResultJournal journal = new();
        TaskObject request = world.Request();
        StoppingLedger ledger = new(world.Chain.As(world.Miners[0].Address).Queue, "deliver", afterwards);
        TaskKey key;
        CommitFrame handed;
        await using (MinerRig first = new(world, new GatedEngine("one", " two"), journal: journal, ledger: ledger))
        {
            _ = first.Announce(request);
            key = await world.SubmitAsync(request, 0);
            await ledger.Reached;

            // The router has it before the chain shows its digest.
            handed = Assert.Single(first.Channel.Frames.OfType<CommitFrame>());
        }

        await using MinerRig second = new(world, new GatedEngine(), journal: journal);
        await world.UntilAsync("a delivery", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Equal(handed.ResultDigest, world.Task(key).Slots[0].ResultDigest);
        Assert.Equal(["submit", "deliver"], world.Task(key).Steps.Select(step => step.Move));
        if (proof != ProofKind.None)
        {
            Assert.Equal(handed.ResultDigest, (await second.Channel.UntilAsync<CommitFrame>()).ResultDigest);
            QueueWorld.Made(await world.Chain.As(world.Oracle.Address).Queue.CompleteAsync(key, 1, default));
        }

        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_result_that_was_signed_before_the_assignment_is_the_one_committed_after_a_restart()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        MemoryResultJournal journal = new();
        TaskObject request = world.Request();
        DoneFrame done;
        await using (MinerRig first = new(world, new GatedEngine("one"), journal: journal))
        {
            _ = first.Announce(request);
            done = await first.Channel.UntilAsync<DoneFrame>();
        }

        await using MinerRig second = new(world, new GatedEngine(), journal: journal);
        TaskKey key = await world.SubmitAsync(request, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Equal(done.ResultDigest, world.Task(key).Slots[0].ResultDigest);
    }

    [Fact]
    public async Task A_restart_before_the_journal_begins_anew()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        MemoryResultJournal journal = new();
        PayloadShelf shelf = new();
        TaskObject request = world.Request();
        _ = shelf.Put(request.Encode());
        TaskKey key;
        await using (MinerRig first = new(world, new GatedEngine("one", " two") { HoldAfter = 1 }, journal: journal))
        {
            _ = first.Announce(request);
            _ = await first.Channel.UntilAsync<TokenFrame>();
            key = await world.SubmitAsync(request, 0);
        }

        Assert.Null(await journal.FindAsync(key.Session, key.Task, default));
        await using MinerRig second = new(world, new GatedEngine("one", " two"), journal: journal, source: shelf);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
    }

    [Fact]
    public async Task A_result_of_a_refused_request_is_not_given_for_the_next_one_with_its_id()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        MemoryResultJournal journal = new();
        PayloadShelf shelf = new();
        TaskObject refused = world.Request("first", blind: 1);
        ResultJournalEntry stale;
        await using (MinerRig first = new(world, new GatedEngine("one"), journal: journal))
        {
            TaskFrame frame = first.Announce(refused);
            stale = await first.UntilJournalledAsync(new TaskKey(frame.Session, frame.Task));
        }

        TaskObject next = world.Request("second", blind: 2);
        _ = shelf.Put(next.Encode());
        GatedEngine engine = new("two");
        await using MinerRig second = new(world, engine, journal: journal, source: shelf);
        TaskKey key = await world.SubmitAsync(next, 0);
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.NotEqual(stale.Digest, world.Task(key).Slots[0].ResultDigest);
        Assert.Equal("second", Assert.Single(engine.Requests).Prompt);
    }

    [Fact]
    public async Task A_result_whose_request_never_came_on_chain_is_forgotten_after_a_while()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        MemoryResultJournal journal = new();
        TaskKey key = world.NextKey;
        await using (MinerRig first = new(world, new GatedEngine("one"), journal: journal))
        {
            _ = first.Announce(world.Request());
            _ = await first.UntilJournalledAsync(key);
        }

        await using MinerRig second = new(world, new GatedEngine(), journal: journal);
        _ = second.Workers.Ensure(key);
        world.Pass(MinerOptions.DefaultAnnouncementSeconds);
        Assert.NotNull(await journal.FindAsync(key.Session, key.Task, default));
        // Its patience begins when the worker first looks, which may be later than now.
        _ = await MinerRig.UntilAsync(
            "an empty journal",
            async () =>
            {
                world.Pass(MinerOptions.DefaultAnnouncementSeconds);
                return await journal.FindAsync(key.Session, key.Task, default) is null && second.Workers.Count == 0 ? "gone" : null;
            }
        );
    }

    [Fact]
    public async Task An_ended_task_is_forgotten_by_a_restarted_miner()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        MemoryResultJournal journal = new();
        TaskObject request = world.Request();
        TaskKey key;
        await using (MinerRig first = new(world, new GatedEngine("one"), journal: journal))
        {
            _ = first.Announce(request);
            key = await world.SubmitAsync(request, 0);
            await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        }

        await using MinerRig second = new(world, new GatedEngine(), journal: journal);
        await new Cortensor.Miner.Queue.JournalRecovery(
            journal,
            second.Workers,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Cortensor.Miner.Queue.JournalRecovery>.Instance
        ).RunAsync(default);
        await second.UntilForgottenAsync(key);
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_miner_that_lost_its_journal_makes_no_second_promise()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2, ProofKind.None);
        PayloadShelf shelf = new();
        TaskObject request = world.Request();
        _ = shelf.Put(request.Encode());
        StoppingLedger ledger = new(world.Chain.As(world.Miners[0].Address).Queue, "commit", afterwards: false);
        TaskKey key;
        await using (MinerRig first = new(world, new GatedEngine("one"), ledger: ledger))
        {
            _ = first.Announce(request);
            key = await world.SubmitAsync(request, 0, 1);
            await PrecommitOtherAsync(world, key);
            await ledger.Reached;
        }

        GatedEngine engine = new("two");
        await using MinerRig second = new(world, engine, source: shelf);
        _ = await MinerRig.UntilAsync("a worker", () => Task.FromResult(second.Workers.Count == 1 ? "there" : null));
        world.Pass(31);
        QueueWorld.Made(await world.Chain.As(world.Oracle.Address).Queue.FailAsync(key, FailReason.TooFewCommits, default));
        await second.UntilForgottenAsync(key);
        Assert.Empty(engine.Requests);
        Assert.Equal(0, shelf.Asked);
        Assert.Equal(["submit", "precommit", "precommit", "fail"], world.Task(key).Steps.Select(step => step.Move));
        world.Chain.AssertMoneyConserved();
    }

    /// <summary>The other of two miners binds itself, so that commits open once ours has.</summary>
    private static async Task PrecommitOtherAsync(QueueWorld world, TaskKey key) =>
        QueueWorld.Made(await world.Chain.As(world.Miners[1].Address).Queue.PrecommitAsync(key, 1, Keccak256.HashText("other"), default));
}
