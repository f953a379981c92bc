using System.Globalization;
using System.Text.Json;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Protocol.Storage;

/// <summary>Field names and rules of <c>task.json</c>.</summary>
internal static class TaskObjectCodec
{
    private const string Where = "task.json";

    public static byte[] Encode(TaskObject task)
    {
        CanonicalObject fields = new CanonicalObject()
            .Add("v", TaskObject.Version)
            .Add("blind", task.Blind.ToString())
            .Add("session", checked((long)task.Session.Value))
            .Add("model", task.Model.Value)
            .Add("sampling", Encode(task.Sampling))
            .Add("maxTokens", task.MaxTokens)
            .Add("stop", task.Stop)
            .AddOptional("prompt", task.Prompt)
            .AddOptional("seed", task.Seed?.ToString(CultureInfo.InvariantCulture))
            .AddOptional("clientReference", task.ClientReference)
            .Add("createdAt", task.CreatedAt);
        if (task.Messages.Count > 0)
        {
            fields.Add("messages", task.Messages.Select(m => new CanonicalObject().Add("role", m.Role).Add("content", m.Content)));
        }

        byte[] bytes = fields.Encode();
        // One set of rules: whatever could not be read back is never written.
        _ = Decode(bytes);
        return bytes;
    }

    public static TaskObject Decode(ReadOnlyMemory<byte> bytes)
    {
        CanonicalFields fields = new(
            CanonicalJson.Parse(bytes),
            Where,
            "v",
            "blind",
            "session",
            "model",
            "messages",
            "prompt",
            "sampling",
            "maxTokens",
            "stop",
            "seed",
            "clientReference",
            "createdAt"
        );
        fields.RequireVersion(TaskObject.Version);
        if (fields.Has("messages") == fields.Has("prompt"))
        {
            throw fields.Invalid("messages", "or 'prompt' must be there, and not both");
        }

        return new TaskObject
        {
            Blind = fields.Parsed<Blind>("blind"),
            Session = fields.Session("session"),
            Model = fields.Parsed<ModelId>("model"),
            Messages = fields.Has("messages") ? DecodeMessages(fields) : [],
            Prompt = fields.OptionalText("prompt"),
            Sampling = DecodeSampling(fields.Object("sampling")),
            MaxTokens = (int)fields.Integer("maxTokens", 1, int.MaxValue),
            Stop = fields.Texts("stop"),
            Seed = DecodeSeed(fields),
            ClientReference = DecodeReference(fields),
            CreatedAt = fields.Integer("createdAt", 0, CanonicalJson.MaxInteger),
        };
    }

    private static CanonicalObject Encode(SamplingOptions sampling) =>
        new CanonicalObject()
            .Add("temperature", FractionText.Format(sampling.Temperature))
            .Add("topP", FractionText.Format(sampling.TopP))
            .Add("topK", sampling.TopK)
            .Add("presencePenalty", FractionText.Format(sampling.PresencePenalty))
            .Add("frequencyPenalty", FractionText.Format(sampling.FrequencyPenalty));

    private static SamplingOptions DecodeSampling(JsonElement element)
    {
        CanonicalFields fields = new(element, $"{Where} sampling", "temperature", "topP", "topK", "presencePenalty", "frequencyPenalty");
        return new SamplingOptions
        {
            Temperature = fields.Fraction("temperature"),
            TopP = fields.Fraction("topP"),
            TopK = (int)fields.Integer("topK", 0, int.MaxValue),
            PresencePenalty = fields.Fraction("presencePenalty"),
            FrequencyPenalty = fields.Fraction("frequencyPenalty"),
        };
    }

    private static List<ChatMessage> DecodeMessages(CanonicalFields fields)
    {
        List<ChatMessage> messages = [];
        foreach (JsonElement item in fields.List("messages"))
        {
            CanonicalFields message = new(item, $"{Where} message", "role", "content");
            messages.Add(new ChatMessage(message.Text("role"), message.Text("content")));
        }

        return messages.Count > 0 ? messages : throw fields.Invalid("messages", "must not be empty");
    }

    private static long? DecodeSeed(CanonicalFields fields)
    {
        if (fields.OptionalText("seed") is not { } text)
        {
            return null;
        }

        return
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
            && seed.ToString(CultureInfo.InvariantCulture) == text
            ? seed
            : throw fields.Invalid("seed", "must be a 64-bit number as a string");
    }

    private static string? DecodeReference(CanonicalFields fields) =>
        fields.OptionalText("clientReference") is { } text && !TaskObject.FitsClientReference(text)
            ? throw fields.Invalid("clientReference", $"must have 1 to {TaskObject.MaxClientReferenceBytes} bytes of UTF-8")
            : fields.OptionalText("clientReference");
}
