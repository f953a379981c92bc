using System.Text;
using Cortensor.Api.Frames;
using Cortensor.Primitives;

namespace Cortensor.Tests.Api.Frames;

public sealed class FrameCodecTests
{
    private static readonly SessionId Session = new(3);
    private static readonly TaskId Task = new(7);

    private static readonly Frame[] Samples =
    [
        new PingFrame(5),
        new TokenFrame(Session, Task, 2, [77, 78], " \"type\":\"done\", }{ é 🙂"),
        new DoneFrame(Session, Task, Hash32.Zero, 4, 2, "stop", "0x00"),
        new ErrorFrame("timeout", "late"),
        new ErrorFrame("timeout", "late", Session, Task),
        new CreditFrame(Session, Task, 9),
    ];

    [Fact]
    public void What_is_written_is_read_wherever_its_type_stands()
    {
        foreach (Frame frame in Samples)
        {
            byte[] written = FrameCodec.Write(frame);
            Assert.Equal(written, Again(written));
            string text = Encoding.UTF8.GetString(written);
            int end = text.IndexOf(',', StringComparison.Ordinal);
            string last = "{" + text[(end + 1)..^1] + "," + text[1..end] + "}";
            Assert.Equal(written, Again(Encoding.UTF8.GetBytes(last)));
            Assert.Equal(
                written,
                Again(
                    Encoding.UTF8.GetBytes(
                        text.Replace("{\"type\":", "{ \"type\" : ", StringComparison.Ordinal).Insert(text.Length - 1 + 3, " ")
                    )
                )
            );
        }
    }

    [Fact]
    public void A_task_names_its_trace_or_names_none()
    {
        TaskFrame task = new(Session, Task, Hash32.Zero, "AA==", Hash32.Zero, true, [], []);
        const string Members = """
            {"type":"task","session":3,"task":7,"request_digest":"0x0000000000000000000000000000000000000000000000000000000000000000","request":"AA==","selection_seed":"0x0000000000000000000000000000000000000000000000000000000000000000","elected":true,"prefix":[],"prefix_segments":[],"prefix_text":""
            """;
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Assert.Equal(Members + "}", Encoding.UTF8.GetString(FrameCodec.Write(task)));
        Assert.Equal(
            $"{Members},\"traceparent\":\"{Trace}\"}}",
            Encoding.UTF8.GetString(FrameCodec.Write(task with { Traceparent = Trace }))
        );
        Assert.True(FrameCodec.TryRead(Encoding.UTF8.GetBytes(Members + "}"), out Frame? without, out _));
        Assert.Null(Assert.IsType<TaskFrame>(without).Traceparent);
        Assert.True(FrameCodec.TryRead(FrameCodec.Write(task with { Traceparent = "a story" }), out Frame? malformed, out _));
        Assert.Equal("a story", Assert.IsType<TaskFrame>(malformed).Traceparent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"ping\"}")]
    [InlineData("{\"type\":\"ping\",}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1,}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1}}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1} {}")]
    [InlineData("{\"type\":\"ping\" \"nonce\":1}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1,\"type\":\"pong\"}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1,\"nonce\":2}")]
    [InlineData("{\"type\":\"ping\",\"nonce\":1,\"more\":2}")]
    [InlineData("{\"type\":null,\"nonce\":1}")]
    [InlineData("{\"type\":5,\"nonce\":1}")]
    [InlineData("{\"type\":\"\\ud800\",\"nonce\":1}")]
    [InlineData("{\"typ\":\"ping\",\"nonce\":1}")]
    public void What_is_no_frame_is_refused_with_a_reason(string text)
    {
        Assert.False(FrameCodec.TryRead(Encoding.UTF8.GetBytes(text), out Frame? frame, out string? error));
        Assert.Null(frame);
        Assert.NotEmpty(error);
    }

    private static byte[] Again(byte[] bytes)
    {
        Assert.True(FrameCodec.TryRead(bytes, out Frame? frame, out string? error), error);
        return FrameCodec.Write(frame);
    }
}
