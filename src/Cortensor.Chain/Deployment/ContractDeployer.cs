using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;

namespace Cortensor.Chain.Deployment;

/// <summary>Deploys contracts with one key.</summary>
public sealed class ContractDeployer(TransactionSender sender)
{
    /// <summary>Deploys and waits for the receipt.</summary>
    /// <exception cref="Contracts.ContractRevertException">The constructor refused.</exception>
    public async Task<DeployedContract> DeployAsync(
        ContractArtifact artifact,
        IReadOnlyList<object> arguments,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(artifact);
        TransactionReceipt receipt = await sender.ExecuteAsync(
            new TransactionIntent(null, artifact.EncodeDeployment(arguments)),
            cancellationToken
        );
        return receipt.DeployedContract is { } address
            ? new DeployedContract(address, receipt.BlockNumber, receipt.TransactionHash, artifact.Abi.Hash)
            : throw new InvalidDataException($"The receipt of {artifact.Name} names no contract.");
    }
}
