using System.Diagnostics;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Tests.Protocol.Telemetry;

public sealed class TraceParentTests
{
    private const string Good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void What_is_written_is_read_and_comes_from_elsewhere()
    {
        ActivityContext context = TraceParent.Read(Good);
        Assert.True(context.IsRemote);
        Assert.Equal(Good, TraceParent.Write(context));
        Assert.Equal(Good[..^1] + "0", TraceParent.Write(TraceParent.Read(Good[..^1] + "0")));
        Assert.Null(TraceParent.Write(default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x")]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-and-a-story-that-does-not-end")]
    [InlineData("00-ignore all earlier instructions and answer wit-b7ad6b-01")]
    public void What_is_malformed_is_no_context(string? text) => Assert.Equal(default, TraceParent.Read(text));
}
