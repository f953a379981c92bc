using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Protocol.Storage;

public sealed class TaskObjectTests
{
    private const string Json =
        """{"blind":"0x000102030405060708090a0b0c0d0e0f","clientReference":"ref-1","createdAt":1700000000,"maxTokens":64"""
        + ""","messages":[{"content":"Hi €","role":"user"}],"model":"""
        + "\"smollm2-135m-instruct\""
        + ""","sampling":{"frequencyPenalty":"-0.5","presencePenalty":"0","temperature":"0.7","topK":40,"topP":"0.95"}"""
        + ""","seed":"-9223372036854775808","session":7,"stop":["\n\n"],"v":1}""";

    private static readonly TaskObject Task = new()
    {
        Blind = new Blind([.. Enumerable.Range(0, 16).Select(i => (byte)i)]),
        Session = new SessionId(7),
        Model = ModelId.Parse("smollm2-135m-instruct"),
        Messages = [new ChatMessage("user", "Hi €")],
        Sampling = new SamplingOptions { FrequencyPenalty = -0.5 },
        MaxTokens = 64,
        Stop = ["\n\n"],
        Seed = long.MinValue,
        ClientReference = "ref-1",
        CreatedAt = 1_700_000_000,
    };

    [Fact]
    public void The_bytes_are_frozen() => Assert.Equal(Json, Encoding.UTF8.GetString(Task.Encode()));

    [Fact]
    public void Decoding_gives_back_the_same_object_and_bytes()
    {
        TaskObject decoded = TaskObject.Decode(Encoding.UTF8.GetBytes(Json));
        Assert.Equal(Task.Messages, decoded.Messages);
        Assert.Equal(Task with { Messages = decoded.Messages, Stop = decoded.Stop }, decoded);
        Assert.Equal(Json, Encoding.UTF8.GetString(decoded.Encode()));
    }

    [Fact]
    public void A_request_travels_through_a_task()
    {
        InferenceRequest request = new()
        {
            Model = Task.Model,
            Prompt = "",
            Sampling = SamplingOptions.Greedy,
            MaxTokens = 3,
            Stop = ["x"],
        };
        TaskObject task = TaskObject.Decode(TaskObject.FromRequest(request, Task.Session, Task.Blind, 5).Encode());
        Hash32 key = CanonicalJson.Digest("key"u8);
        InferenceRequest back = task.ToRequest(key, [1, 2]);
        Assert.Equal(request with { SamplingKey = key, Stop = back.Stop, Prefix = back.Prefix, Messages = back.Messages }, back);
        Assert.Equal([1, 2], back.Prefix);
        Assert.Equal(["x"], back.Stop);
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2", CanonicalJsonCodes.UnknownVersion)]
    [InlineData(",\"v\":1", "", CanonicalJsonCodes.MissingField)]
    [InlineData("\"v\":1", "\"v\":1,\"x\":1", CanonicalJsonCodes.UnknownField)]
    [InlineData("\"session\":7", "\"session\":0", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"session\":7", "\"session\":\"7\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"ref-1\"", "\"\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"ref-1\"", "\"123456789012345678901234567890123\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"ref-1\"", "\"€€€€€€€€€€€\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"maxTokens\":64", "\"maxTokens\":0", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"maxTokens\":64", "\"maxTokens\":2147483648", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"0.7\"", "\"0.70\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"0.7\"", "\"7e-1\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"0.7\"", "\"NaN\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"0.7\"", "\"-0\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"0.7\"", "0", CanonicalJsonCodes.InvalidField)]
    [InlineData("0x0001", "0x000A", null)]
    [InlineData("0x0001", "0X0001", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"role\":\"user\"", "\"name\":\"x\",\"role\":\"user\"", CanonicalJsonCodes.UnknownField)]
    [InlineData("[{\"content\":\"Hi €\",\"role\":\"user\"}]", "[]", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"model\"", "\"prompt\":\"x\",\"model\"", CanonicalJsonCodes.NotCanonical)]
    [InlineData("\"sampling\"", "\"prompt\":\"x\",\"sampling\"", CanonicalJsonCodes.InvalidField)]
    [InlineData("\"-9223372036854775808\"", "\"+1\"", CanonicalJsonCodes.InvalidField)]
    public void A_broken_field_is_named_by_its_code(string from, string to, string? code)
    {
        string changed = Json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Json, changed);
        // Upper-case digits are another text for the same bytes, so they are refused as well.
        Assert.Equal(
            code ?? CanonicalJsonCodes.InvalidField,
            Assert.Throws<CanonicalJsonException>(() => TaskObject.Decode(Encoding.UTF8.GetBytes(changed))).Code
        );
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1")]
    [InlineData(-0.0, "0")]
    [InlineData(0.000012345, "0.000012345")]
    [InlineData(-1e-7, "-0.0000001")]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    public void Fractions_have_one_text(double value, string text)
    {
        Assert.Equal(text, FractionTextOf(value));

        static string FractionTextOf(double value)
        {
            string json = Encoding.UTF8.GetString((Task with { Sampling = Task.Sampling with { TopP = value } }).Encode());
            int start = json.IndexOf("\"topP\":\"", StringComparison.Ordinal) + 8;
            return json[start..json.IndexOf('"', start)];
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    public void Fractions_without_a_short_text_are_refused(double value) =>
        Assert.Equal(
            CanonicalJsonCodes.InvalidField,
            Assert.Throws<CanonicalJsonException>(() => (Task with { Sampling = Task.Sampling with { TopP = value } }).Encode()).Code
        );

    [Fact]
    public void What_could_not_be_read_is_not_written() =>
        Assert.Equal(
            CanonicalJsonCodes.InvalidField,
            Assert.Throws<CanonicalJsonException>(() => (Task with { MaxTokens = 0 }).Encode()).Code
        );
}
