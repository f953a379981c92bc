using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Protocol.Inference;

public sealed class InferenceRequestRuleTests
{
    private static readonly InferenceRequest Good = new() { Model = ModelId.Parse("m"), Messages = [new ChatMessage("user", "hello")] };

    public static TheoryData<string, InferenceRequest> Bad =>
        new()
        {
            { "nothing asked", Good with { Messages = [] } },
            { "both kinds of prompt", Good with { Prompt = "hello" } },
            { "empty prompt", Good with { Messages = [], Prompt = "" } },
            { "empty messages", Good with { Messages = [new ChatMessage("user", "")] } },
            { "unknown role", Good with { Messages = [new ChatMessage("tool", "x")] } },
            { "half a character", Good with { Messages = [new ChatMessage("user", "a\uD83Db")] } },
            { "half a character in a prompt", Good with { Messages = [], Prompt = "\uDE00" } },
            { "no tokens", Good with { MaxTokens = 0 } },
            { "too many tokens", Good with { MaxTokens = int.MaxValue } },
            { "too many stops", Good with { Stop = [.. Enumerable.Repeat("x", 9)] } },
            { "empty stop", Good with { Stop = [""] } },
            { "endless stop", Good with { Stop = [new string('x', 257)] } },
            { "negative prefix", Good with { Prefix = [-1] } },
            { "cold", Good with { Sampling = new SamplingOptions { Temperature = -0.1 } } },
            { "hot", Good with { Sampling = new SamplingOptions { Temperature = 2.1 } } },
            { "temperature is no number", Good with { Sampling = new SamplingOptions { Temperature = double.NaN } } },
            { "top_p", Good with { Sampling = new SamplingOptions { TopP = 1.1 } } },
            { "top_k", Good with { Sampling = new SamplingOptions { TopK = -1 } } },
            { "presence", Good with { Sampling = new SamplingOptions { PresencePenalty = 3 } } },
            { "frequency", Good with { Sampling = new SamplingOptions { FrequencyPenalty = double.PositiveInfinity } } },
        };

    [Fact]
    public void A_plain_request_is_fine() => Assert.Null(InferenceRequestRule.Check(Good with { Stop = ["🙂"], Prefix = [0, 5] }));

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_wrong_argument_is_named(string what, InferenceRequest request)
    {
        InferenceRefusal? refusal = InferenceRequestRule.Check(request);
        Assert.True(refusal is { Code: InferenceRefusalCodes.InvalidArgument, Message.Length: > 0 }, what);
    }
}
