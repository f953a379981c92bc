using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>
/// A miner that sends without end what no task waits for: it is disconnected by code, memory stays bounded, and the others' tasks go on
/// untouched.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class MinerThatFloodsTests
{
    private const int Frames = 60_000;
    private const long Room = 64 << 20;

    [Theory]
    [InlineData("pings")]
    [InlineData("pongs")]
    [InlineData("tokens of another's task")]
    [InlineData("tokens of no task")]
    [InlineData("acks of another's task")]
    [InlineData("results of another's task")]
    public async Task It_is_disconnected_and_nobody_else_notices(string what)
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(new TestNetworkOptions());
        await using HandMiner rogue = await HandMiner.ReplaceAsync(scene.Network, scene.Network.MinerAt(scene.Spares.Single()));
        (SessionId session, TaskId task) = (scene.Key.Session, scene.Key.Task);
        string text = new('x', 4_000);
        string result = Convert.ToBase64String(new byte[20_000]);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Task<string?> closing = rogue.ClosingCodeAsync();
        int sent = await rogue.FloodAsync(
            number =>
                what switch
                {
                    "pings" => new PingFrame((ulong)number),
                    "pongs" => new PongFrame(ulong.MaxValue),
                    "tokens of another's task" => new TokenFrame(session, task, TroubleScene.Held, [1], text),
                    "tokens of no task" => new TokenFrame(session, new TaskId(1_000 + (ulong)number), 0, [1], text),
                    "acks of another's task" => new AckFrame(session, task),
                    _ => new CommitFrame(session, task, Hash32.Zero, result),
                },
            Frames
        );
        Assert.InRange(sent, 100, Frames - 1);
        Assert.Equal("frame_flood", await closing ?? "frame_flood");
        _ = await scene.Network.Log.WaitForAsync(
            "the flood",
            line =>
                line is { Node: "router", Event: "FrameFlood" } && line.Text.Contains(rogue.Address.ToString(), StringComparison.Ordinal)
        );
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Room);

        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        QueueTask done = await scene.Network.WaitForTaskAsync(scene.Key, TaskState.Completed);
        Assert.Equal((1, 0b111u), ((int)done.Round, done.Accepted));
        scene.Before.AssertAfter(scene.Network, done, scene.Stream.Miners);
        Assert.Empty(scene.Network.Log.Errors);
    }
}
