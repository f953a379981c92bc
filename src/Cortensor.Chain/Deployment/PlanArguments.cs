using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>
/// Gives a plan's arguments their values: <c>@Name</c> is a contract's address, <c>$name</c> an input of the deployment, the rest literals.
/// </summary>
internal sealed class PlanArguments(IReadOnlyDictionary<string, Address> contracts, IReadOnlyDictionary<string, object> inputs)
{
    /// <exception cref="InvalidDataException">
    /// The plan names something that does not exist, or gives another number of arguments than are needed.
    /// </exception>
    public object[] Resolve(string owner, AbiType tuple, IReadOnlyList<JsonElement> arguments) =>
        tuple.Components.Count == arguments.Count
            ? [.. tuple.Components.Zip(arguments, (type, argument) => Resolve(owner, type, argument))]
            : throw new InvalidDataException($"The plan gives {owner} {arguments.Count} arguments, it takes {tuple.Components.Count}.");

    private object Resolve(string owner, AbiType type, JsonElement argument) =>
        argument.ValueKind switch
        {
            JsonValueKind.String => ResolveText(owner, type, argument.GetString()!),
            JsonValueKind.Number => new BigInteger(argument.GetUInt64()),
            JsonValueKind.True or JsonValueKind.False => argument.GetBoolean(),
            JsonValueKind.Array when type.Element is { } element => argument
                .EnumerateArray()
                .Select(member => Resolve(owner, element, member))
                .ToArray(),
            _ => throw Unknown(owner, argument.GetRawText()),
        };

    private object ResolveText(string owner, AbiType type, string text) =>
        text switch
        {
            ['@', .. string name] => contracts.TryGetValue(name, out Address address) ? address : throw Unknown(owner, text),
            ['$', ..] => inputs.TryGetValue(text, out object? input) ? input : throw Unknown(owner, text),
            _ when type.Kind == AbiKind.Address => Address.Parse(text),
            _ when type.Kind == AbiKind.Text => text,
            _ => throw Unknown(owner, text),
        };

    private static InvalidDataException Unknown(string owner, string argument) =>
        new($"The plan's argument {argument} of {owner} means nothing.");
}
