using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortensor.Api.OpenAi;

/// <summary>Reads a message's content: a string, or a list of <c>{"type": "text", "text": …}</c> parts, which are joined.</summary>
public sealed class TextContentConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("content must be a string or a list of text parts.");
        }

        using JsonDocument parts = JsonDocument.ParseValue(ref reader);
        StringBuilder text = new();
        foreach (JsonElement part in parts.RootElement.EnumerateArray())
        {
            bool isText =
                part.ValueKind == JsonValueKind.Object
                && part.TryGetProperty("type", out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                && type.ValueEquals("text")
                && part.TryGetProperty("text", out JsonElement value)
                && value.ValueKind == JsonValueKind.String;
            _ = text.Append(isText ? part.GetProperty("text").GetString() : throw new JsonException("Only text parts are served."));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
