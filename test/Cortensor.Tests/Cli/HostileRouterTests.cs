using System.Net.ServerSentEvents;
using System.Text;
using Cortensor.Cli.Http;
using Cortensor.Cli.Output;
using Cortensor.Node;

namespace Cortensor.Tests.Cli;

/// <summary>What a router sends reaches a person's memory and terminal only within bounds.</summary>
public sealed class HostileRouterTests
{
    [Fact]
    public async Task A_line_without_end_is_cut_off()
    {
        using EndlessLine endless = new();
        CodedException refused = await Assert.ThrowsAsync<CodedException>(async () =>
        {
            await foreach (
                SseItem<string> item in SseParser
                    .Create(new BoundedLineStream(endless))
                    .EnumerateAsync(TestContext.Current.CancellationToken)
            )
            {
                Assert.Fail(item.Data);
            }
        });
        Assert.Equal("unexpected_answer", refused.Code);
    }

    [Fact]
    public async Task Lines_of_any_number_pass()
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {new string('x', 1000)}\n\n", 6000)));
        int events = 0;
        await foreach (
            SseItem<string> item in SseParser
                .Create(new BoundedLineStream(new MemoryStream(lines)))
                .EnumerateAsync(TestContext.Current.CancellationToken)
        )
        {
            Assert.Equal(1000, item.Data.Length);
            events++;
        }

        Assert.Equal(6000, events);
    }

    [Fact]
    public void A_terminal_is_told_text_only() =>
        Assert.Equal("a\uFFFD]0;pwn\uFFFD\uFFFD[2J\tb\nc", TerminalText.Of("a\u001b]0;pwn\u0007\u001b[2J\tb\nc"));

    private sealed class EndlessLine : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'d');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
