using Cortensor.Chain.Deployment;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Fixtures;

/// <summary>Deploys the Probe contract.</summary>
internal static class ProbeChain
{
    public static string ArtifactPath { get; } = Path.Combine(Repository.Root, "test/Cortensor.Tests/Chain/Fixtures/Probe.json");

    public static async Task<Address> DeployAsync(TransactionSender sender, ulong start = 0)
    {
        ContractArtifact artifact = await ContractArtifact.LoadAsync(ArtifactPath);
        return (await new ContractDeployer(sender).DeployAsync(artifact, [sender.Account, start])).Address;
    }
}
