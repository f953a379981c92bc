using System.Globalization;
using System.Net.Http.Headers;
using Cortensor.Crypto;
using Cortensor.Storage.Gateway;

namespace Cortensor.Tests.Storage.Gateway;

public sealed class ServedTracesTests
{
    private const string Good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData(Good, true)]
    [InlineData("a story", false)]
    [InlineData(null, false)]
    public void Only_a_well_formed_trace_is_kept(string? header, bool isKept)
    {
        ServedTraces traces = new();
        traces.Keep(Keccak256.HashText("object"), Headers(header));
        Assert.Equal(isKept, traces.Find(Keccak256.HashText("object")) != default);
    }

    [Fact]
    public void The_oldest_make_room()
    {
        ServedTraces traces = new();
        for (int i = 0; i < 5_000; i++)
        {
            traces.Keep(Keccak256.HashText(i.ToString(CultureInfo.InvariantCulture)), Headers(Good));
        }

        Assert.Equal(default, traces.Find(Keccak256.HashText("903")));
        Assert.NotEqual(default, traces.Find(Keccak256.HashText("904")));
    }

    private static HttpResponseHeaders Headers(string? trace)
    {
        HttpResponseMessage response = new();
        if (trace is not null)
        {
            response.Headers.Add("traceparent", trace);
        }

        return response.Headers;
    }
}
