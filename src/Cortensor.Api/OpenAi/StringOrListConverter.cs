using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortensor.Api.OpenAi;

/// <summary>Reads <c>"a"</c> and <c>["a", "b"]</c> as a list.</summary>
public sealed class StringOrListConverter : JsonConverter<IReadOnlyList<string>?>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return [reader.GetString()!];
            case JsonTokenType.StartArray:
                List<string> list = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    list.Add(reader.GetString()!);
                }

                return reader.TokenType == JsonTokenType.EndArray ? list : throw new JsonException("Expected a list of strings.");
            default:
                throw new JsonException("Expected a string or a list of strings.");
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string>? value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string item in value ?? [])
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
