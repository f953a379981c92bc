using System.Text.Json;
using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>The contracts of one chain of one network: the file <c>deployments/&lt;network&gt;.json</c>.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="Contracts">Contracts by name, in the file in alphabetical order.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddressBook(string Network, ulong ChainId, SortedDictionary<string, DeployedContract> Contracts)
{
    /// <summary>The block from which a watcher sees everything.</summary>
    [JsonIgnore]
    public ulong StartBlock => Contracts.Count == 0 ? 0 : Contracts.Values.Min(contract => contract.Block);

    /// <summary>The address of a contract.</summary>
    /// <exception cref="KeyNotFoundException">The network does not have it.</exception>
    public Address AddressOf(string name) =>
        Contracts.TryGetValue(name, out DeployedContract? contract)
            ? contract.Address
            : throw new KeyNotFoundException($"Network {Network} has no contract {name}.");

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">The file is no address book.</exception>
    public static async Task<AddressBook> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken), DeploymentJson.Default.AddressBook)!;
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is no address book: {malformed.Message}", malformed);
        }
    }

    /// <summary>Writes the file in one step: readers see the old or the new one, never half of it.</summary>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        string draft = path + ".new";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(this, DeploymentJson.Default.AddressBook) + "\n", cancellationToken);
        File.Move(draft, path, overwrite: true);
    }
}
