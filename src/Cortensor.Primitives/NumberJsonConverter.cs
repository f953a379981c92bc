using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>Writes an id as a JSON number.</summary>
public sealed class NumberJsonConverter<T> : JsonConverter<T>
    where T : struct, INumberId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong value)
            ? T.FromNumber(value)
            : throw new JsonException($"{typeof(T).Name} must be a whole number, zero or more.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
