using System.Text;
using Cortensor.Cli.Http;

namespace Cortensor.Tests.Cli;

public sealed class SseReaderTests
{
    [Fact]
    public async Task It_gives_the_data_of_whole_events()
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(": hello\n\ndata: {\"a\":1}\n\nevent: x\ndata: one\ndata:two\n\ndata: [DONE]\n\ndata: cut"));
        List<string> read = [];
        await foreach (string data in SseReader.ReadAsync(stream, TestContext.Current.CancellationToken))
            read.Add(data);
        Assert.Equal(["{\"a\":1}", "one\ntwo", "[DONE]"], read);
    }
}
