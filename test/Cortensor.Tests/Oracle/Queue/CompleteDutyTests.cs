using Cortensor.Oracle;
using Cortensor.Oracle.Verdicts;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Oracle.Queue;

public sealed class CompleteDutyTests
{
    [Fact]
    public async Task Answers_that_agree_are_paid()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        await oracle.AnswerAsync(key, "yes it is", "yes it was", "yes of course");
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b111u), (world.Task(key).Outcome, world.Task(key).Accepted));
        Assert.All(world.Task(key).Slots, slot => Assert.NotEqual(default, slot.Paid));
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task An_outlier_is_named_and_not_paid()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        await oracle.AnswerAsync(key, "yes it is", "bananas are yellow", "yes of course");
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b101u), (world.Task(key).Outcome, world.Task(key).Accepted));
        Verdict verdict = oracle.Book.Find(key)!;
        Assert.Equal(["agrees", "outlier", "agrees"], verdict.Slots.Select(slot => slot.Reason));
        Assert.Equal(world.Miners[1].Address, verdict.Slots[1].Miner);
        Assert.True(verdict.Slots[1].Distance > verdict.Threshold);
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task Two_that_disagree_are_refunded()
    {
        using QueueWorld world = await QueueWorld.StartAsync(2, 2);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1);
        await oracle.AnswerAsync(key, "yes it is", "bananas are yellow");
        await oracle.LookAsync();
        Assert.Equal((TaskState.Failed, FailReason.NoAgreement), (world.Task(key).Outcome, world.Task(key).Failure));
        Assert.False(oracle.Book.Find(key)!.Agreed);
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_miner_that_declares_more_tokens_than_its_result_holds_is_not_paid()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        ResultObject[] results =
        [
            await oracle.PrecommitAsync(key, 0, 0, "yes"),
            await oracle.PrecommitAsync(key, 1, 1, "yes"),
            await oracle.PrecommitAsync(key, 2, 2, "yes"),
        ];
        await oracle.CommitAsync(key, 0, 0, results[0]);
        await oracle.CommitAsync(key, 1, 1, results[1]);
        await oracle.CommitAsync(key, 2, 2, results[2], promptTokens: 99);
        await oracle.LookAsync();
        Assert.Equal(0b011u, world.Task(key).Accepted);
        Assert.Equal("wrong_counts", oracle.Book.Find(key)!.Slots[2].Reason);
    }

    [Fact]
    public async Task A_result_that_nobody_serves_is_waited_for_and_then_left_out()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        PayloadShelf empty = new();
        using OracleRig miners = new(world);
        using OracleRig oracle = new(world, source: empty, options: new OracleOptions { MissingResultSeconds = 20 });
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        await miners.AnswerAsync(key, "yes", "yes", "yes");
        _ = empty.Put(world.Result(key, 0, "yes").Encode());
        _ = empty.Put(world.Result(key, 1, "yes").Encode());
        world.Pass(20);
        await oracle.LookAsync();
        Assert.Null(world.Task(key).Outcome);
        world.Pass(1);
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b011u), (world.Task(key).Outcome, world.Task(key).Accepted));
        Assert.Equal("unavailable", oracle.Book.Find(key)!.Slots[2].Reason);
    }

    [Fact]
    public async Task Results_that_decide_are_waited_for_until_the_complete_window_ends()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        PayloadShelf empty = new();
        using OracleRig miners = new(world);
        using OracleRig oracle = new(world, source: empty, options: new OracleOptions { MissingResultSeconds = 20 });
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        await miners.AnswerAsync(key, "yes", "yes", "yes");
        _ = empty.Put(world.Result(key, 0, "yes").Encode());
        world.Pass(50);
        await oracle.LookAsync();
        Assert.Null(oracle.Book.Find(key));
        Assert.Null(world.Task(key).Outcome);
        // The gateway is back in time: the miners did their work and are paid for it.
        _ = empty.Put(world.Result(key, 1, "yes").Encode());
        _ = empty.Put(world.Result(key, 2, "yes").Encode());
        world.Pass(1);
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b111u), (world.Task(key).Outcome, world.Task(key).Accepted));
    }

    [Fact]
    public async Task Without_a_proof_every_commit_is_paid_unread()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3, ProofKind.None);
        using OracleRig oracle = new(world);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        ResultObject first = await oracle.PrecommitAsync(key, 0, 0, "yes it is");
        ResultObject second = await oracle.PrecommitAsync(key, 1, 1, "bananas");
        _ = await oracle.PrecommitAsync(key, 2, 2, "never shown");
        await oracle.CommitAsync(key, 0, 0, first);
        await oracle.CommitAsync(key, 1, 1, second);
        int asked = oracle.Shelf.Asked;
        await oracle.LookAsync();
        Assert.Null(world.Task(key).Outcome);
        world.Pass(31);
        await oracle.LookAsync();
        Assert.Equal((TaskState.Completed, 0b11u, asked), (world.Task(key).Outcome, world.Task(key).Accepted, oracle.Shelf.Asked));
    }

    [Fact]
    public async Task Two_oracles_at_once_do_no_harm()
    {
        using QueueWorld world = await QueueWorld.StartAsync(3, 3);
        using OracleRig first = new(world);
        using OracleRig second = new(world, source: first.Shelf);
        TaskKey key = await world.SubmitAsync(world.Request(), 0, 1, 2);
        await first.AnswerAsync(key, "yes", "yes", "bananas");
        await Task.WhenAll(first.LookAsync(), second.LookAsync());
        Assert.Equal((TaskState.Completed, 0b011u), (world.Task(key).Outcome, world.Task(key).Accepted));
        Assert.Equal(1, world.Task(key).Steps.Count(step => step.Move == "complete"));
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_task_whose_duty_breaks_holds_up_no_other()
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        BreakingSource source = new();
        using OracleRig oracle = new(world, source: source);
        TaskKey broken = await world.SubmitAsync(world.Request(blind: 1), 0, 1);
        TaskKey whole = await world.SubmitAsync(world.Request(blind: 2), 2, 3);
        await oracle.AnswerAsync(broken, "yes", "yes");
        await oracle.AnswerAsync(whole, "yes", "yes");
        source.Inner = oracle.Shelf;
        source.Breaks = world.Task(broken).Slots[0].ResultDigest;
        await oracle.LookAsync();
        Assert.Null(world.Task(broken).Outcome);
        Assert.Equal(TaskState.Completed, world.Task(whole).Outcome);
        source.Breaks = default;
        world.Chain.Mine();
        await oracle.LookAsync();
        Assert.Equal(TaskState.Completed, world.Task(broken).Outcome);
    }

    private sealed class BreakingSource : IPayloadSource
    {
        public IPayloadSource? Inner { get; set; }

        public Hash32 Breaks { get; set; }

        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Hash32 digest, CancellationToken cancellationToken) =>
            digest == Breaks ? throw new InvalidOperationException("broken") : Inner!.FetchAsync(digest, cancellationToken);
    }
}
