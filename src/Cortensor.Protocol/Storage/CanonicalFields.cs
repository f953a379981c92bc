using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Reads the fields of one object strictly: every field is known, typed and inside its range, or the code says which is not.
/// </summary>
internal readonly struct CanonicalFields
{
    private readonly JsonElement _element;
    private readonly string _where;

    /// <param name="element">The object.</param>
    /// <param name="where">Where it stands, for messages.</param>
    /// <param name="known">The fields this version knows.</param>
    public CanonicalFields(JsonElement element, string where, params ReadOnlySpan<string> known)
    {
        _element = element;
        _where = where;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.InvalidField, $"{where} must be an object.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new CanonicalJsonException(CanonicalJsonCodes.UnknownField, $"{where} has the unknown field '{property.Name}'.");
            }
        }
    }

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    public void RequireVersion(int version)
    {
        if (Integer("v", long.MinValue, long.MaxValue) != version)
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.UnknownVersion, $"{_where} has another version than {version}.");
        }
    }

    public string Text(string name) => Require(name, JsonValueKind.String).GetString()!;

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public long Integer(string name, long min, long max) =>
        Require(name, JsonValueKind.Number).GetInt64() is var value && value >= min && value <= max
            ? value
            : throw Invalid(name, $"must be a whole number from {min} to {max}");

    public IEnumerable<JsonElement> List(string name) => Require(name, JsonValueKind.Array).EnumerateArray();

    public IReadOnlyList<string> Texts(string name)
    {
        List<string> texts = [];
        foreach (JsonElement item in List(name))
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Invalid(name, "must hold strings"));
        }

        return texts;
    }

    public IReadOnlyList<int> Tokens(string name)
    {
        List<int> numbers = [];
        foreach (JsonElement item in List(name))
        {
            numbers.Add(
                item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) && number >= 0
                    ? number
                    : throw Invalid(name, "must hold token ids")
            );
        }

        return numbers;
    }

    public JsonElement Object(string name) => Require(name, JsonValueKind.Object);

    public double Fraction(string name) =>
        FractionText.TryParse(Text(name), out double value)
            ? value
            : throw Invalid(name, "must be a decimal number in its shortest form, as a string");

    /// <summary>
    /// A primitive in its one text form: what parses but is written differently is refused, so equal values have equal bytes.
    /// </summary>
    public T Parsed<T>(string name)
        where T : IParsable<T> =>
        Text(name) is var text && T.TryParse(text, null, out T? value) && value.ToString() == text
            ? value
            : throw Invalid(name, $"must be a {typeof(T).Name} in its text form");

    public SessionId Session(string name) => new((ulong)Integer(name, 1, CanonicalJson.MaxInteger));

    public CanonicalJsonException Invalid(string name, string rule) =>
        new(CanonicalJsonCodes.InvalidField, $"The field '{name}' of {_where} {rule}.");

    private JsonElement Require(string name, JsonValueKind kind)
    {
        if (!_element.TryGetProperty(name, out JsonElement value))
        {
            throw new CanonicalJsonException(CanonicalJsonCodes.MissingField, $"{_where} has no field '{name}'.");
        }

        return value.ValueKind == kind ? value : throw Invalid(name, $"must be a JSON {kind.ToString().ToLowerInvariant()}");
    }
}
