using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Miner.Routers;

public sealed class TokenFramesTests
{
    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(10, 3, 10)]
    [InlineData(100, 3, TokenFrames.MostTokens)]
    [InlineData(10, 300, 3)]
    [InlineData(10, 5_000, 1)]
    public void A_frame_takes_what_is_ready_up_to_its_bounds(int ready, int text, int fitting) =>
        Assert.Equal(
            fitting,
            TokenFrames.Fitting([.. Enumerable.Range(0, ready).Select(index => new AnswerPiece(index, new string('x', text)))])
        );

    [Fact]
    public void The_fullest_frame_is_still_a_small_one()
    {
        string worst = string.Concat(Enumerable.Repeat("\u2764", TokenFrames.MostText / TokenFrames.MostTokens));
        AnswerPiece[] pieces = [.. Enumerable.Repeat(new AnswerPiece(int.MaxValue, worst), TokenFrames.MostTokens)];
        TokenFrame frame = TokenFrames.Of(new TaskKey(new SessionId(ulong.MaxValue), new TaskId(ulong.MaxValue)), int.MaxValue, pieces);
        Assert.Equal(TokenFrames.MostTokens, TokenFrames.Fitting(pieces));
        Assert.Equal((TokenFrames.MostTokens, TokenFrames.MostText), (frame.Tokens.Count, frame.Text.Length));
        Assert.InRange(FrameCodec.Write(frame).Length, 1, Frame.MaxSmallBytes / 2);
    }
}
