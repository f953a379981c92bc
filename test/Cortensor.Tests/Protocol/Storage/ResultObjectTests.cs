using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Storage;

namespace Cortensor.Tests.Protocol.Storage;

public sealed class ResultObjectTests
{
    private const string Json =
        """{"blind":"0x000102030405060708090a0b0c0d0e0f","finish":"stop","model":"m","promptTokens":5"""
        + ""","segments":[{"from":0,"miner":"0x0101010101010101010101010101010101010101","to":2}"""
        + """,{"from":2,"miner":"0x0202020202020202020202020202020202020202","to":3}]"""
        + ""","session":7,"task":9,"text":"Hello","timings":{"decodeMs":30,"prefillMs":20,"queueMs":10},"tokens":[10,20,30],"v":1}""";

    private static readonly Address First = new(Enumerable.Repeat((byte)1, 20).ToArray());
    private static readonly Address Second = new(Enumerable.Repeat((byte)2, 20).ToArray());

    private static readonly ResultObject Result = new()
    {
        Blind = new Blind([.. Enumerable.Range(0, 16).Select(i => (byte)i)]),
        Session = new SessionId(7),
        Task = new TaskId(9),
        Model = ModelId.Parse("m"),
        PromptTokens = 5,
        Tokens = [10, 20, 30],
        Finish = FinishReason.Stop,
        Segments = [new ResultSegment(First, 0, 2), new ResultSegment(Second, 2, 3)],
        Text = "Hello",
        Timings = new ResultTimings(10, 20, 30),
    };

    [Fact]
    public void The_bytes_are_frozen() => Assert.Equal(Json, Encoding.UTF8.GetString(Result.Encode()));

    [Fact]
    public void Decoding_gives_back_the_same_object_and_bytes()
    {
        ResultObject decoded = ResultObject.Decode(Encoding.UTF8.GetBytes(Json));
        Assert.Equal(Result.Tokens, decoded.Tokens);
        Assert.Equal(Result.Segments, decoded.Segments);
        Assert.Equal(Result with { Tokens = decoded.Tokens, Segments = decoded.Segments }, decoded);
        Assert.Equal(Second, decoded.Miner);
        Assert.Equal(Json, Encoding.UTF8.GetString(decoded.Encode()));
    }

    [Fact]
    public void The_one_who_finished_with_nothing_to_say_is_named_last()
    {
        ResultObject finished = Result with { Segments = [new ResultSegment(First, 0, 3), new ResultSegment(Second, 3, 3)] };
        Assert.Equal(Second, ResultObject.Decode(finished.Encode()).Miner);
        ResultObject empty = Result with { Tokens = [], Text = "", Segments = [new ResultSegment(First, 0, 0)] };
        Assert.Equal(First, ResultObject.Decode(empty.Encode()).Miner);
    }

    [Theory]
    [InlineData("\"from\":2", "\"from\":1")]
    [InlineData("\"from\":0", "\"from\":1")]
    [InlineData("\"to\":3", "\"to\":4")]
    [InlineData("\"to\":3", "\"to\":2")]
    [InlineData("\"from\":2", "\"from\":3")]
    [InlineData("\"stop\"", "\"end\"")]
    [InlineData("[10,20,30]", "[10,-20,30]")]
    [InlineData("[10,20,30]", "[10,\"20\",30]")]
    [InlineData("\"task\":9", "\"task\":0")]
    [InlineData("\"decodeMs\":30", "\"decodeMs\":-1")]
    public void A_broken_field_is_refused(string from, string to)
    {
        string changed = Json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Json, changed);
        Assert.Equal(
            CanonicalJsonCodes.InvalidField,
            Assert.Throws<CanonicalJsonException>(() => ResultObject.Decode(Encoding.UTF8.GetBytes(changed))).Code
        );
    }

    [Fact]
    public void An_empty_segment_in_the_middle_is_refused() =>
        Assert.Throws<CanonicalJsonException>(() =>
            (Result with { Segments = [new ResultSegment(First, 0, 0), new ResultSegment(Second, 0, 3)] }).Encode()
        );
}
