using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Deployment;

/// <summary>
/// Puts a whole network on a chain with one key, as <c>contracts/deployments/plan.json</c> says: two rounds of transactions, each sent at
/// once.
/// </summary>
public sealed class NetworkDeployer(TransactionSender sender)
{
    /// <summary>
    /// Deploys, wires, sets parameters and prices. No other program may use the key meanwhile: the contracts' addresses follow from its
    /// nonces.
    /// </summary>
    /// <exception cref="InvalidDataException">Plan or artifacts are broken, or not those this program was built for.</exception>
    /// <exception cref="ContractRevertException">A contract refused.</exception>
    /// <exception cref="TransactionFailedException">A transaction did not come about.</exception>
    public async Task<AddressBook> DeployAsync(DeploymentSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        DeploymentPlan plan = await DeploymentPlan.LoadAsync(DeploymentPlan.PathIn(settings.ContractsFolder), cancellationToken);
        ContractArtifact[] artifacts = await Task.WhenAll(
            plan.Contracts.Select(contract => LoadAsync(settings, contract, cancellationToken))
        );
        ulong nonce = await sender.Client.GetNonceAsync(sender.Account, BlockTag.Pending, cancellationToken);
        Dictionary<string, Address> addresses = plan
            .Contracts.Select((contract, index) => (contract.Name, Address: CreatedAddress.Of(sender.Account, nonce + (ulong)index)))
            .ToDictionary(entry => entry.Name, entry => entry.Address);
        PlanArguments arguments = new(addresses, InputsOf(settings));

        IReadOnlyList<TransactionReceipt> receipts = await sender.ExecuteInOrderAsync(
            [.. plan.Contracts.Zip(artifacts, (contract, artifact) => Deployment(contract, artifact, arguments))],
            cancellationToken
        );
        SortedDictionary<string, DeployedContract> deployed = new(StringComparer.Ordinal);
        for (int index = 0; index < receipts.Count; index++)
        {
            deployed[plan.Contracts[index].Name] = Check(plan.Contracts[index].Name, addresses, artifacts[index], receipts[index]);
        }

        AddressBook book = new(settings.Network, sender.ChainId, deployed);
        _ = await sender.ExecuteInOrderAsync([.. Calls(plan, arguments, settings, book)], cancellationToken);
        return book;
    }

    private static async Task<ContractArtifact> LoadAsync(
        DeploymentSettings settings,
        PlannedContract contract,
        CancellationToken cancellationToken
    )
    {
        ContractArtifact artifact = await ContractArtifact.LoadAsync(
            Path.Combine(CommittedContracts.FolderIn(settings.ContractsFolder), contract.Artifact),
            cancellationToken
        );
        return !ContractNames.AbiHashes.TryGetValue(contract.Name, out Hash32 expected) || expected == artifact.Abi.Hash
            ? artifact
            : throw new InvalidDataException(
                $"The compiled {contract.Name} has another interface than this program was built for: run eng/scripts/bindings.sh and build again."
            );
    }

    private static TransactionIntent Deployment(PlannedContract contract, ContractArtifact artifact, PlanArguments arguments)
    {
        AbiType inputs = artifact.Abi.Constructor?.InputTuple ?? AbiType.Tuple();
        return new TransactionIntent(null, artifact.EncodeDeployment(arguments.Resolve(contract.Name, inputs, contract.Args)));
    }

    private static DeployedContract Check(
        string name,
        Dictionary<string, Address> expected,
        ContractArtifact artifact,
        TransactionReceipt receipt
    ) =>
        receipt.DeployedContract == expected[name]
            ? new DeployedContract(expected[name], receipt.BlockNumber, receipt.TransactionHash, artifact.Abi.Hash)
            : throw new InvalidDataException(
                $"{name} did not get the address {expected[name]}: another program used the deployer's key meanwhile."
            );

    private static IEnumerable<TransactionIntent> Calls(
        DeploymentPlan plan,
        PlanArguments arguments,
        DeploymentSettings settings,
        AddressBook book
    )
    {
        foreach (PlannedCall call in plan.Calls)
        {
            yield return new TransactionIntent(book.AddressOf(call.Contract), call.Encode(arguments));
        }

        Address network = book.AddressOf(ContractNames.NetworkData);
        if (settings.Parameters != QueueParameters.Default)
        {
            yield return TransactionIntent.Call(network, NetworkCalls.SetParameters(settings.Parameters));
        }

        foreach ((ModelId model, ModelPrice price) in settings.Prices)
        {
            yield return TransactionIntent.Call(network, NetworkCalls.SetPrice(model, price));
        }

        if (settings.HandOver)
        {
            yield return TransactionIntent.Call(
                network,
                new NetworkDataContract.TransferOwnershipCall(book.AddressOf(ContractNames.Timelock))
            );
        }
    }

    private Dictionary<string, object> InputsOf(DeploymentSettings settings)
    {
        Address admin = settings.Admin ?? sender.Account;
        return new()
        {
            ["$deployer"] = sender.Account,
            ["$holder"] = settings.Holder ?? sender.Account,
            ["$admin"] = admin,
            ["$treasury"] = settings.Treasury ?? sender.Account,
            ["$timelockDelay"] = settings.TimelockDelay,
            ["$proposers"] = settings.Proposers.Count == 0 ? [admin] : settings.Proposers.Cast<object>().ToArray(),
        };
    }
}
