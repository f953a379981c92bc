using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>
/// A miner whose frames can be read but whose answer cannot be right: it loses the stream, another goes on where it stopped, it earns
/// nothing.
/// </summary>
public sealed class MinerThatStreamsAgainstTheRulesTests
{
    [Theory]
    [InlineData("tokens out of order", "token 2 came instead of 1")]
    [InlineData("a token again", "token 0 came instead of 1")]
    [InlineData("a done signed by another", "its done is not signed by it")]
    [InlineData("a done signed for another chain", "its done is not signed by it")]
    [InlineData("a done that counts other tokens", "it counts 5 tokens and streamed 1")]
    [InlineData("an error", "internal_error")]
    [InlineData("a decline", "no_slot")]
    public async Task It_loses_the_stream_and_is_not_paid(string what, string reason)
    {
        await using RogueScene scene = await RogueScene.StartAsync();
        ulong chain = scene.Network.Chain.Options.ChainId;
        Address queue = scene.Network.Chain.Options.Queue;
        Hash32 digest = scene.Order.RequestDigest;
        TaskFrame order = scene.Order;
        await scene.Rogue.SendAsync(
            what switch
            {
                "tokens out of order" => scene.Token(2, " three"),
                "a token again" => scene.Token(0, "One"),
                "a done signed by another" => scene.Rogue.Done(order, digest, 1, chain, queue, scene.Network.Miners[1]),
                "a done signed for another chain" => scene.Rogue.Done(order, digest, 1, chain + 1, queue),
                "a done that counts other tokens" => scene.Rogue.Done(order, digest, 5, chain, queue),
                "an error" => new ErrorFrame("internal_error", "broken", order.Session, order.Task),
                _ => new DeclineFrame(order.Session, order.Task, "no_slot", "busy"),
            }
        );
        LogLine lost = await scene.Network.Log.WaitForAsync(
            "a lost stream",
            static line => line is { Node: "router", Event: "StreamLost" }
        );
        Assert.Contains(scene.Rogue.Address.ToString(), lost.Text, StringComparison.Ordinal);
        Assert.EndsWith(reason, lost.Text, StringComparison.Ordinal);
        // What it still says about the task changes nothing.
        await scene.Rogue.SendAsync(scene.Token(1, " lies"));
        await scene.OthersArePaidAsync();
    }
}
