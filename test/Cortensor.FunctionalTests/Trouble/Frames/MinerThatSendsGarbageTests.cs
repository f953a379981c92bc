using System.Net.WebSockets;
using System.Text;
using Cortensor.Api.Frames;

namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>
/// A miner in the middle of its answer sends what is no frame, or none that may come: it is disconnected by code, another goes on, the
/// rogue earns nothing.
/// </summary>
public sealed class MinerThatSendsGarbageTests
{
    [Theory]
    [InlineData("no json", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("unknown type", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("a type twice", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("a member too many", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("half a surrogate pair", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("a router's frame", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("binary", WebSocketCloseStatus.InvalidMessageType)]
    [InlineData("a token of 20 KiB", WebSocketCloseStatus.MessageTooBig)]
    [InlineData("more than a frame may have", WebSocketCloseStatus.MessageTooBig)]
    public async Task It_is_disconnected_and_not_paid(string what, WebSocketCloseStatus status)
    {
        await using RogueScene scene = await RogueScene.StartAsync();
        string head = $"{{\"type\":\"token\",\"session\":{scene.Order.Session},\"task\":{scene.Order.Task},\"seq\":1,\"token\":1,\"text\":";
        await (
            what switch
            {
                "no json" => scene.Rogue.SendTextAsync("} what { is this"),
                "unknown type" => scene.Rogue.SendTextAsync("{\"type\":\"tokens\"}"),
                "a type twice" => scene.Rogue.SendTextAsync(head + "\"x\",\"type\":\"token\"}"),
                "a member too many" => scene.Rogue.SendTextAsync(head + "\"x\",\"paid\":true}"),
                "half a surrogate pair" => scene.Rogue.SendTextAsync(head + "\"\\ud800\"}"),
                "a router's frame" => scene.Rogue.SendAsync(new HelloAckFrame(1, 1)),
                "binary" => scene.Rogue.SendAsync(FrameCodec.Write(scene.Token(1, " two")), WebSocketMessageType.Binary),
                "a token of 20 KiB" => scene.Rogue.SendAsync(scene.Token(1, new string('x', 20 * 1024))),
                _ => scene.Rogue.SendAsync(Encoding.ASCII.GetBytes(new string(' ', Frame.MaxBytes + 1))),
            }
        );
        Assert.Equal(("invalid_frame", status), (await scene.Rogue.ClosingCodeAsync(), scene.Rogue.CloseStatus));
        await scene.OthersArePaidAsync();
    }

    [Fact]
    public async Task Half_a_frame_and_then_nothing_is_a_lost_miner()
    {
        await using RogueScene scene = await RogueScene.StartAsync();
        byte[] frame = FrameCodec.Write(scene.Token(1, " two"));
        await scene.Rogue.SendAsync(frame.AsMemory(0, frame.Length / 2), isWhole: false);
        scene.Rogue.Drop();
        await scene.OthersArePaidAsync();
    }
}
