using System.Text.Json.Serialization;

namespace Cortensor.Primitives;

/// <summary>
/// The catalogue name of a model, such as <c>smollm2-135m-instruct</c>: 1–64 characters of <c>a–z 0–9 . - _ :</c>, starting with a letter
/// or digit. On chain it is <c>keccak256</c> of this text.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<ModelId>))]
public readonly record struct ModelId : IParsable<ModelId>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private ModelId(string value) => _value = value;

    /// <summary>The name; empty for <c>default</c>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Reads a catalogue name.</summary>
    /// <exception cref="FormatException">The text breaks the rule on the type.</exception>
    public static ModelId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out ModelId id) ? id : throw new FormatException($"'{s}' is not a model id.");

    /// <summary>Like <see cref="Parse"/>, false instead of an exception.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ModelId result)
    {
        bool read = s is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(s[0]) && s.All(IsAllowed);
        result = read ? new ModelId(s!) : default;
        return read;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_' or ':';
}
