using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>Writes a primitive as the JSON string that its <c>Parse</c> reads.</summary>
public sealed class TextJsonConverter<T> : JsonConverter<T>
    where T : IParsable<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new JsonException($"{typeof(T).Name} must be a string in its text form.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new JsonException($"{typeof(T).Name} must be in its text form.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value!.ToString()!);
}
