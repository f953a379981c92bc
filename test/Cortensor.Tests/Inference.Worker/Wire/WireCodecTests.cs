using System.Text;
using System.Text.Json;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Inference.Worker.Wire;

public sealed class WireCodecTests
{
    [Fact]
    public async Task A_request_travels_whole()
    {
        InferenceRequest request = new()
        {
            Model = ModelId.Parse("m"),
            Messages = [new ChatMessage("system", "\"quoted\"\n🙂"), new ChatMessage("user", "x")],
            Sampling = new SamplingOptions
            {
                Temperature = 0.3,
                TopP = 0.1,
                TopK = 7,
                PresencePenalty = -1,
                FrequencyPenalty = 0.5,
            },
            MaxTokens = 17,
            Stop = ["a", "b"],
            SamplingKey = Hash32.Parse(new string('e', 64)),
            Prefix = [3, 1, 2],
        };
        using MemoryStream stream = new();
        new WireWriter(stream).Write(new GenerateCommand(9, request));
        new WireWriter(stream).Write(new TokenEvent(9, 5, " t"));
        stream.Position = 0;
        WireReader reader = new(stream);

        GenerateCommand read = Assert.IsType<GenerateCommand>(await reader.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(9, read.Id);
        Assert.Equal(request.Messages, read.Request.Messages);
        Assert.Equal(request.Stop, read.Request.Stop);
        Assert.Equal(request.Prefix, read.Request.Prefix);
        Assert.Equal(
            (request.Model, request.Prompt, request.Sampling, request.MaxTokens, request.SamplingKey),
            (read.Request.Model, read.Request.Prompt, read.Request.Sampling, read.Request.MaxTokens, read.Request.SamplingKey)
        );
        Assert.Equal(new TokenEvent(9, 5, " t"), await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"nobody\"}")]
    [InlineData("{\"type\":3}")]
    [InlineData("{\"id\":1,\"type\":\"ping\"}")]
    [InlineData("{\"type\":\"ping\"}")]
    [InlineData("{\"type\":\"ping\",\"id\":null}")]
    [InlineData("{\"type\":\"ping\",\"id\":1,\"id\":2}")]
    [InlineData("{\"type\":\"ping\",\"id\":1,\"more\":2}")]
    [InlineData("{\"type\":\"token\",\"id\":1,\"token\":2,\"text\":null}")]
    [InlineData("garbage")]
    public void Anything_else_is_no_frame(string line) =>
        Assert.ThrowsAny<JsonException>(() => WireCodec.Decode(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        using MemoryStream stream = new(new byte[WireReader.MaxLineBytes + 1]);
        _ = await Assert.ThrowsAnyAsync<JsonException>(async () =>
            await new WireReader(stream).ReadAsync(TestContext.Current.CancellationToken)
        );
    }
}
