using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Chain.Encoding;

/// <summary>A contract's ABI, read from the compiler's JSON.</summary>
public sealed class ContractAbi
{
    private ContractAbi(IReadOnlyList<AbiEntry> entries)
    {
        Entries = entries;
        Hash = Keccak256.HashText(string.Join('\n', entries.Select(entry => entry.Fingerprint).Order(StringComparer.Ordinal)));
    }

    /// <summary>All entries in the file's order.</summary>
    public IReadOnlyList<AbiEntry> Entries { get; }

    /// <summary>Identity of the interface: the same for two compilations unless something that a caller depends on changed.</summary>
    public Hash32 Hash { get; }

    /// <summary>The constructor; null when it takes nothing.</summary>
    public AbiEntry? Constructor => Entries.FirstOrDefault(entry => entry.Kind == "constructor");

    /// <summary>Reads the <c>abi</c> array.</summary>
    public static ContractAbi Read(JsonElement abi) => new([.. abi.EnumerateArray().Select(ReadEntry)]);

    private static AbiEntry ReadEntry(JsonElement entry) =>
        new(
            entry.GetProperty("type").GetString()!,
            entry.TryGetProperty("name", out JsonElement name) ? name.GetString()! : string.Empty,
            entry.TryGetProperty("stateMutability", out JsonElement mutability) ? mutability.GetString()! : string.Empty,
            AbiParameter.ReadList(entry, "inputs"),
            AbiParameter.ReadList(entry, "outputs")
        );
}
