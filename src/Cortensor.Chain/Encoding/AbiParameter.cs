using System.Text.Json;

namespace Cortensor.Chain.Encoding;

/// <summary>A parameter in an ABI file.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Type">Its type.</param>
/// <param name="InternalType">Solidity's own type, such as <c>struct ISession.SessionConfig</c>; may be empty.</param>
/// <param name="Indexed">Whether an event carries it as a topic.</param>
/// <param name="Components">The members of a struct (or of an array's element struct).</param>
public sealed record AbiParameter(string Name, AbiType Type, string InternalType, bool Indexed, IReadOnlyList<AbiParameter> Components)
{
    internal static IReadOnlyList<AbiParameter> ReadList(JsonElement owner, string property) =>
        owner.TryGetProperty(property, out JsonElement list) ? [.. list.EnumerateArray().Select(Read)] : [];

    private static AbiParameter Read(JsonElement element)
    {
        string text = element.GetProperty("type").GetString()!;
        IReadOnlyList<AbiParameter> components = ReadList(element, "components");
        if (text.StartsWith("tuple", StringComparison.Ordinal))
        {
            text = $"({string.Join(',', components.Select(component => component.Type.Text))}){text["tuple".Length..]}";
        }

        return new AbiParameter(
            Text(element, "name"),
            AbiType.Parse(text),
            Text(element, "internalType"),
            element.TryGetProperty("indexed", out JsonElement indexed) && indexed.GetBoolean(),
            components
        );
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? string.Empty : string.Empty;
}
