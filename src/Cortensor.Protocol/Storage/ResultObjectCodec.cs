using System.Text.Json;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Protocol.Storage;

/// <summary>Field names and rules of <c>result.json</c>.</summary>
internal static class ResultObjectCodec
{
    private const string Where = "result.json";

    public static byte[] Encode(ResultObject result)
    {
        byte[] bytes = new CanonicalObject()
            .Add("v", ResultObject.Version)
            .Add("blind", result.Blind.ToString())
            .Add("session", checked((long)result.Session.Value))
            .Add("task", checked((long)result.Task.Value))
            .Add("model", result.Model.Value)
            .Add("promptTokens", result.PromptTokens)
            .Add("tokens", result.Tokens)
            .Add("finish", FinishText(result.Finish))
            .Add(
                "segments",
                result.Segments.Select(s => new CanonicalObject().Add("miner", s.Miner.ToString()).Add("from", s.From).Add("to", s.To))
            )
            .Add("text", result.Text)
            .Add("timings", Encode(result.Timings))
            .Encode();
        // One set of rules: whatever could not be read back is never written.
        _ = Decode(bytes);
        return bytes;
    }

    public static ResultObject Decode(ReadOnlyMemory<byte> bytes)
    {
        CanonicalFields fields = new(
            CanonicalJson.Parse(bytes),
            Where,
            "v",
            "blind",
            "session",
            "task",
            "model",
            "promptTokens",
            "tokens",
            "finish",
            "segments",
            "text",
            "timings"
        );
        fields.RequireVersion(ResultObject.Version);
        IReadOnlyList<int> tokens = fields.Tokens("tokens");
        return new ResultObject
        {
            Blind = fields.Parsed<Blind>("blind"),
            Session = fields.Session("session"),
            Task = new TaskId((ulong)fields.Integer("task", 1, CanonicalJson.MaxInteger)),
            Model = fields.Parsed<ModelId>("model"),
            PromptTokens = (int)fields.Integer("promptTokens", 0, int.MaxValue),
            Tokens = tokens,
            Finish = DecodeFinish(fields),
            Segments = DecodeSegments(fields, tokens.Count),
            Text = fields.Text("text"),
            Timings = DecodeTimings(fields.Object("timings")),
        };
    }

    private static List<ResultSegment> DecodeSegments(CanonicalFields fields, int tokens)
    {
        List<ResultSegment> segments = [];
        int next = 0;
        foreach (JsonElement item in fields.List("segments"))
        {
            CanonicalFields segment = new(item, $"{Where} segment", "miner", "from", "to");
            // Only the last may be empty: a spare that takes over may find that nothing was left to say.
            if (segments.Count > 0 && segments[^1].From == segments[^1].To)
            {
                throw fields.Invalid("segments", "may only end with an empty one");
            }

            int from = (int)segment.Integer("from", next, next);
            next = (int)segment.Integer("to", from, tokens);
            segments.Add(new ResultSegment(segment.Parsed<Address>("miner"), from, next));
        }

        return segments.Count > 0 && next == tokens ? segments : throw fields.Invalid("segments", "must cover all tokens");
    }

    private static CanonicalObject Encode(ResultTimings timings) =>
        new CanonicalObject().Add("queueMs", timings.QueueMs).Add("prefillMs", timings.PrefillMs).Add("decodeMs", timings.DecodeMs);

    private static ResultTimings DecodeTimings(JsonElement element)
    {
        CanonicalFields fields = new(element, $"{Where} timings", "queueMs", "prefillMs", "decodeMs");
        return new ResultTimings(Milliseconds("queueMs"), Milliseconds("prefillMs"), Milliseconds("decodeMs"));

        long Milliseconds(string name) => fields.Integer(name, 0, CanonicalJson.MaxInteger);
    }

    private static string FinishText(FinishReason finish) =>
        finish switch
        {
            FinishReason.Stop => "stop",
            FinishReason.Length => "length",
            _ => throw new CanonicalJsonException(CanonicalJsonCodes.InvalidField, $"The finish reason {finish} has no text."),
        };

    private static FinishReason DecodeFinish(CanonicalFields fields) =>
        fields.Text("finish") switch
        {
            "stop" => FinishReason.Stop,
            "length" => FinishReason.Length,
            _ => throw fields.Invalid("finish", "must be 'stop' or 'length'"),
        };
}
