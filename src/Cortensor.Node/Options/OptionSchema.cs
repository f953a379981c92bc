using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Cortensor.Node.Options;

/// <summary>The keys that a node's configuration may have, as the options classes say: one place to add an option is enough.</summary>
/// <param name="Type">Of the value, of a list's entries, or of a section.</param>
/// <param name="Kind">What stands there.</param>
internal sealed record OptionSchema(Type Type, OptionKind Kind)
{
    public static OptionSchema Root { get; } = new(typeof(NodeOptions), OptionKind.Section);

    /// <summary>Names of a section's parts.</summary>
    public IEnumerable<string> Names => Properties.Select(property => property.Name);

    private IEnumerable<PropertyInfo> Properties =>
        Kind == OptionKind.Section
            ? Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true })
            : [];

    /// <summary>What stands under a name; null when nothing may.</summary>
    public OptionSchema? Find(string name) =>
        Kind switch
        {
            OptionKind.Section => Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                is { } property
                ? Of(property.PropertyType)
                : null,
            OptionKind.List when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) => Of(Type),
            _ => null,
        };

    /// <summary>The name as the options class spells it.</summary>
    public string Spelling(string name) => Names.FirstOrDefault(own => own.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>Whether a text is such a value.</summary>
    public bool Fits(string text)
    {
        try
        {
            return Type == typeof(string) || TypeDescriptor.GetConverter(Type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>What a value looks like, for people.</summary>
    public string Wanted =>
        Type == typeof(bool) ? "true or false"
        : Type == typeof(int) || Type == typeof(long) || Type == typeof(ulong) || Type == typeof(ushort) ? "a whole number"
        : Type == typeof(TimeSpan) ? "a time such as 00:00:10"
        : Type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(Type))}"
        : "a value";

    private static OptionSchema Of(Type type) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))
            ? new OptionSchema(type.IsArray ? type.GetElementType()! : type.GenericTypeArguments[0], OptionKind.List)
        : Nullable.GetUnderlyingType(type) is { } inner ? new OptionSchema(inner, OptionKind.Value)
        : type.IsClass && type != typeof(string) && type != typeof(Uri) ? new OptionSchema(type, OptionKind.Section)
        : new OptionSchema(type, OptionKind.Value);
}
