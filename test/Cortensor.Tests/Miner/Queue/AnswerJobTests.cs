using System.Threading.Channels;
using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>A worker's own work in orders of events that a whole miner meets only now and then.</summary>
public sealed class AnswerJobTests
{
    private readonly Channel<Action> _posted = Channel.CreateBounded<Action>(16);

    [Fact]
    public async Task Elected_between_the_fetch_and_the_run_it_streams()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        await using MinerRig rig = new(world, new GatedEngine("one"), source: shelf);
        TaskObject request = world.Request();
        _ = shelf.Put(request.Encode());
        TaskFrame frame = rig.Frame(request);
        using AnswerJob job = new(
            new TaskKey(frame.Session, frame.Task),
            rig.Ports,
            action => Assert.True(_posted.Writer.TryWrite(action))
        );
        job.StartFetch(Task(frame), Head(1), default);
        await HandleAsync();
        Assert.Equal(WorkStage.Ready, job.Stage);

        await job.TakeAsync(WorkOrder.Read(frame, out _)!, elected: true, rig.Channel, default);
        job.StartRun(default, default);
        Assert.Equal("one", (await rig.Channel.UntilAsync<TokenFrame>()).Text);
    }

    [Fact]
    public async Task Announced_while_it_fetches_it_works_on_the_routers_copy_and_ignores_the_late_one()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"), source: new PayloadShelf());
        TaskFrame frame = rig.Frame(world.Request());
        using AnswerJob job = new(
            new TaskKey(frame.Session, frame.Task),
            rig.Ports,
            action => Assert.True(_posted.Writer.TryWrite(action))
        );
        job.StartFetch(Task(frame), Head(1), default);
        await job.TakeAsync(WorkOrder.Read(frame, out _)!, elected: false, rig.Channel, default);
        await HandleAsync();
        Assert.Equal(WorkStage.Ready, job.Stage);
        Assert.False(job.IsStreaming);
    }

    [Fact]
    public async Task A_request_that_nobody_serves_is_asked_for_as_long_as_a_router_needs_to_come_back_however_many_blocks_that_is()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        await using MinerRig rig = new(world, new GatedEngine("one"), source: shelf, options: new MinerOptions { FetchSeconds = 10 });
        TaskFrame frame = rig.Frame(world.Request());
        using AnswerJob job = new(
            new TaskKey(frame.Session, frame.Task),
            rig.Ports,
            action => Assert.True(_posted.Writer.TryWrite(action))
        );
        for (ulong block = 1; block <= 40; block++)
        {
            Assert.True(job.MayFetch(block));
            job.StartFetch(Task(frame), Head(block, 100 + (block / 4)), default);
            await HandleAsync();
            Assert.False(job.MayFetch(block));
            Assert.Equal(block < 40 ? WorkStage.NoRequest : WorkStage.Refused, job.Stage);
        }

        Assert.Equal((40, DeclineReason.PromptUnavailable), (shelf.Asked, job.Refusal!.Reason));
    }

    [Fact]
    public async Task A_request_that_is_none_is_not_asked_for_again()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        PayloadShelf shelf = new();
        await using MinerRig rig = new(world, new GatedEngine("one"), source: shelf);
        QueueTask task = Task(rig.Frame(world.Request())) with { RequestDigest = shelf.Put("no request"u8.ToArray()) };
        using AnswerJob job = new(task.Key, rig.Ports, action => Assert.True(_posted.Writer.TryWrite(action)));
        job.StartFetch(task, Head(1), default);
        await HandleAsync();
        Assert.Equal((WorkStage.Refused, DeclineReason.PromptUnavailable), (job.Stage, job.Refusal!.Reason));
    }

    private static QueueTask Task(TaskFrame frame) =>
        new()
        {
            Key = new TaskKey(frame.Session, frame.Task),
            Router = default,
            RequestDigest = frame.RequestDigest,
            SelectionSeed = frame.SelectionSeed,
            Ceiling = default,
            InputPrice = 0,
            OutputPrice = 0,
            MaxTokens = 64,
            Redundancy = 1,
            CreatedAt = 1,
        };

    private static ChainHead Head(ulong number, ulong timestamp = 1) => new(number, Hash32.Zero, timestamp);

    private async Task HandleAsync()
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        (await _posted.Reader.ReadAsync(late.Token))();
    }
}
