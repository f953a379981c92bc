using System.Threading.Channels;
using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Queue;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>A worker's own work in orders of events that a whole miner meets only now and then.</summary>
public sealed class AnswerDeskTests
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
        using AnswerDesk desk = new(new TaskKey(frame.Session, frame.Task), rig.Ports, action => Assert.True(_posted.Writer.TryWrite(action)));
        desk.StartFetch(Task(frame), 1, default);
        await HandleAsync();
        Assert.Equal(WorkStage.Ready, desk.Stage);

        await desk.TakeAsync(WorkOrder.Read(frame, out _)!, elected: true, rig.Channel, default);
        desk.StartRun(default);
        Assert.Equal("one", (await rig.Channel.UntilAsync<TokenFrame>()).Text);
    }

    [Fact]
    public async Task Announced_while_it_fetches_it_works_on_the_routers_copy_and_ignores_the_late_one()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using MinerRig rig = new(world, new GatedEngine("one"), source: new PayloadShelf());
        TaskFrame frame = rig.Frame(world.Request());
        using AnswerDesk desk = new(new TaskKey(frame.Session, frame.Task), rig.Ports, action => Assert.True(_posted.Writer.TryWrite(action)));
        desk.StartFetch(Task(frame), 1, default);
        await desk.TakeAsync(WorkOrder.Read(frame, out _)!, elected: false, rig.Channel, default);
        await HandleAsync();
        Assert.Equal(WorkStage.Ready, desk.Stage);
        Assert.False(desk.IsStreaming);
    }

    private static QueueTask Task(TaskFrame frame) => new()
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

    private async Task HandleAsync()
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        (await _posted.Reader.ReadAsync(late.Token))();
    }
}
