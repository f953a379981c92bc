using System.Text.Json;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Encoding;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>The contracts of contracts/deployments/plan.json with their addresses known before a single one is deployed.</summary>
internal sealed class PlannedNetwork
{
    private readonly List<(ContractArtifact Artifact, JsonElement Arguments)> _contracts = [];
    private readonly Dictionary<string, Address> _addresses = [];

    /// <summary>The address of a contract of the plan.</summary>
    public Address this[string contract] => _addresses[contract];

    /// <summary>The names of the custom errors of all contracts.</summary>
    public IReadOnlyDictionary<Selector, string> Errors { get; private set; } = new Dictionary<Selector, string>();

    public static async Task<PlannedNetwork> LoadAsync(Func<int, Address> addressOf, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Repository.Root, "contracts");
        PlannedNetwork network = new();
        using JsonDocument plan = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "deployments", "plan.json"), cancellationToken));
        foreach (JsonElement entry in plan.RootElement.GetProperty("contracts").EnumerateArray())
        {
            string path = Path.Combine(folder, "out", entry.GetProperty("artifact").GetString()!);
            network._addresses[entry.GetProperty("name").GetString()!] = addressOf(network._contracts.Count);
            network._contracts.Add((await ContractArtifact.LoadAsync(path, cancellationToken), entry.GetProperty("args").Clone()));
        }

        network.Errors = network._contracts
            .SelectMany(static contract => contract.Artifact.Abi.Entries)
            .Where(static entry => entry.Kind == "error")
            .GroupBy(static entry => Selector.Of(entry.Signature))
            .ToDictionary(static group => group.Key, static group => group.First().Name);
        return network;
    }

    /// <summary>The deployments, in the order of the plan.</summary>
    /// <param name="deployer">Sends them and plays every part that the plan asks an address for.</param>
    /// <param name="treasury">Gets the treasury share.</param>
    public IReadOnlyList<OutgoingCall> Deployments(PrivateKey deployer, Address treasury) =>
    [
        .. _contracts.Select(contract => new OutgoingCall(
            deployer, null, contract.Artifact.EncodeDeployment([.. contract.Arguments.EnumerateArray().Select(argument => Read(argument, deployer.Address, treasury))]))),
    ];

    private object Read(JsonElement argument, Address deployer, Address treasury) => argument.ValueKind == JsonValueKind.Array
        ? argument.EnumerateArray().Select(element => Read(element, deployer, treasury)).ToArray()
        : argument.GetString()! switch
        {
            "$treasury" => treasury,
            "$timelockDelay" => 0UL,
            "$proposers" => new object[] { deployer },
            ['$', ..] => deployer,
            ['@', .. string contract] => _addresses[contract],
            string address => Address.Parse(address),
        };
}
