using System.Text;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Builds a canonical object field by field, in any order. Values are fixed when added; later changes to a nested builder are not seen.
/// </summary>
public sealed class CanonicalObject
{
    private readonly SortedDictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>Adds a string.</summary>
    /// <exception cref="CanonicalJsonException">The name is taken, or a text holds half of a surrogate pair.</exception>
    public CanonicalObject Add(string name, string value) => Set(name, text => CanonicalText.AppendString(text, value));

    /// <summary>Adds a string unless it is null: absent fields are left out, never written as <c>null</c>.</summary>
    /// <inheritdoc cref="Add(string, string)" path="/exception"/>
    public CanonicalObject AddOptional(string name, string? value) => value is null ? this : Add(name, value);

    /// <summary>Adds an integer.</summary>
    /// <exception cref="CanonicalJsonException">
    /// The name is taken, or the value is beyond ±<see cref="CanonicalJson.MaxInteger"/>.
    /// </exception>
    public CanonicalObject Add(string name, long value) => Set(name, text => CanonicalText.AppendInteger(text, value));

    /// <summary>Adds an object.</summary>
    /// <exception cref="CanonicalJsonException">The name is taken.</exception>
    public CanonicalObject Add(string name, CanonicalObject value) => Set(name, value.AppendTo);

    /// <summary>Adds a list of integers.</summary>
    /// <inheritdoc cref="Add(string, long)" path="/exception"/>
    public CanonicalObject Add(string name, IEnumerable<int> values) =>
        AddList(name, values, static (text, value) => CanonicalText.AppendInteger(text, value));

    /// <summary>Adds a list of strings.</summary>
    /// <inheritdoc cref="Add(string, string)" path="/exception"/>
    public CanonicalObject Add(string name, IEnumerable<string> values) => AddList(name, values, CanonicalText.AppendString);

    /// <summary>Adds a list of objects.</summary>
    /// <inheritdoc cref="Add(string, CanonicalObject)" path="/exception"/>
    public CanonicalObject Add(string name, IEnumerable<CanonicalObject> values) =>
        AddList(name, values, static (text, value) => value.AppendTo(text));

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="CanonicalJsonException">More than <see cref="CanonicalJson.MaxBytes"/>.</exception>
    public byte[] Encode()
    {
        StringBuilder text = new();
        AppendTo(text);
        return CanonicalText.ToUtf8(text);
    }

    private CanonicalObject AddList<T>(string name, IEnumerable<T> values, Action<StringBuilder, T> append) =>
        Set(
            name,
            text =>
            {
                text.Append('[');
                string separator = string.Empty;
                foreach (T value in values)
                {
                    text.Append(separator);
                    append(text, value);
                    separator = ",";
                }

                text.Append(']');
            }
        );

    private CanonicalObject Set(string name, Action<StringBuilder> append)
    {
        StringBuilder text = new();
        CanonicalText.AppendString(text, name);
        text.Append(':');
        append(text);
        return _fields.TryAdd(name, text.ToString())
            ? this
            : throw new CanonicalJsonException(CanonicalJsonCodes.DuplicateKey, $"The field '{name}' is there already.");
    }

    private void AppendTo(StringBuilder text) => text.Append('{').AppendJoin(',', _fields.Values).Append('}');
}
