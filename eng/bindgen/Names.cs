using Cortensor.Chain.Encoding;

namespace Cortensor.Bindgen;

/// <summary>Solidity names in C#.</summary>
internal static class Names
{
    // Members that every generated record has already.
    private static readonly HashSet<string> Taken =
    [
        "Selector",
        "Topic",
        "Encode",
        "Decode",
        "DecodeResult",
        "Arguments",
        "Results",
        "Indexed",
        "Data",
        "Equals",
        "GetHashCode",
        "GetType",
        "ToString",
        "FromAbi",
        "ToAbi",
    ];

    /// <summary><c>ISession</c> and <c>Session</c> both become <c>SessionContract</c>.</summary>
    public static string OfContract(string name)
    {
        bool isInterface = name.Length > 1 && name[0] == 'I' && char.IsAsciiLetterUpper(name[1]);
        return (isInterface ? name[1..] : name) + "Contract";
    }

    /// <summary><c>struct ISession.SessionConfig[]</c> becomes <c>SessionConfig</c>.</summary>
    public static string OfStruct(AbiParameter parameter)
    {
        string name = parameter.InternalType.Split('[')[0].Split(' ', '.')[^1];
        return name.Length > 0
            ? Pascal(name)
            : throw new InvalidDataException($"The struct of '{parameter.Name}' has no internalType: compile with solc 0.5.11 or newer.");
    }

    /// <summary>The member names of a record, unique and free of collisions with the record itself.</summary>
    public static string[] OfMembers(IReadOnlyList<AbiParameter> parameters, string record)
    {
        HashSet<string> used = [];
        return
        [
            .. parameters.Select(
                (parameter, index) =>
                {
                    string name = parameter.Name.Trim('_') is { Length: > 0 } given ? Pascal(given) : $"Value{index}";
                    name = name == record || Taken.Contains(name) ? name + "Value" : name;
                    return used.Add(name) ? name : throw new InvalidDataException($"{record} would have two members {name}.");
                }
            ),
        ];
    }

    public static string Pascal(string name)
    {
        string trimmed = name.Trim('_');
        string joined = string.Concat(
            trimmed.Split('_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..])
        );
        return trimmed.Contains('_', StringComparison.Ordinal) && trimmed == trimmed.ToUpperInvariant()
            ? string.Concat(trimmed.Split('_').Where(part => part.Length > 0).Select(part => part[0] + part[1..].ToLowerInvariant()))
            : joined;
    }
}
