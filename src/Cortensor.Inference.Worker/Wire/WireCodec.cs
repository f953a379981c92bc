using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cortensor.Inference.Worker.Wire;

/// <summary>Frames to lines and back. The type is read first; the concrete record does the rest, strictly.</summary>
internal static class WireCodec
{
    private static readonly Dictionary<string, JsonTypeInfo> Types = new(StringComparer.Ordinal)
    {
        [CountCommand.Name] = WireJson.Default.CountCommand,
        [GenerateCommand.Name] = WireJson.Default.GenerateCommand,
        [CancelCommand.Name] = WireJson.Default.CancelCommand,
        [PingCommand.Name] = WireJson.Default.PingCommand,
        [ReadyEvent.Name] = WireJson.Default.ReadyEvent,
        [FatalEvent.Name] = WireJson.Default.FatalEvent,
        [CountedEvent.Name] = WireJson.Default.CountedEvent,
        [ProgressEvent.Name] = WireJson.Default.ProgressEvent,
        [PromptEvent.Name] = WireJson.Default.PromptEvent,
        [TokenEvent.Name] = WireJson.Default.TokenEvent,
        [DoneEvent.Name] = WireJson.Default.DoneEvent,
        [CancelledEvent.Name] = WireJson.Default.CancelledEvent,
        [RefusedEvent.Name] = WireJson.Default.RefusedEvent,
        [FailedEvent.Name] = WireJson.Default.FailedEvent,
        [PongEvent.Name] = WireJson.Default.PongEvent,
    };

    /// <summary>The frame as one line, newline included.</summary>
    internal static byte[] Encode(WireFrame frame)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(frame, Types[frame.Type]);
        byte[] line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <exception cref="JsonException">The line is not a frame.</exception>
    internal static WireFrame Decode(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line);
        bool hasType =
            reader.Read()
            && reader.TokenType == JsonTokenType.StartObject
            && reader.Read()
            && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals("type"u8)
            && reader.Read()
            && reader.TokenType == JsonTokenType.String;
        if (!hasType || !Types.TryGetValue(reader.GetString()!, out JsonTypeInfo? type))
        {
            throw new JsonException("The line does not begin with the type of a frame.");
        }

        return (WireFrame)(JsonSerializer.Deserialize(line, type) ?? throw new JsonException("The line is null."));
    }
}
