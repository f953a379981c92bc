using System.Text.Json;

namespace Cortensor.Chain.Deployment;

/// <summary>Which contracts a network has and how they are wired: the file <c>contracts/deployments/plan.json</c>.</summary>
/// <param name="Contracts">In the order of their deployment, with consecutive nonces.</param>
/// <param name="Calls">What the deployer does afterwards.</param>
internal sealed record DeploymentPlan(IReadOnlyList<PlannedContract> Contracts, IReadOnlyList<PlannedCall> Calls)
{
    public static string PathIn(string contractsFolder) => Path.Combine(contractsFolder, "deployments", "plan.json");

    /// <exception cref="InvalidDataException">The file is no plan.</exception>
    public static async Task<DeploymentPlan> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(
                await File.ReadAllBytesAsync(path, cancellationToken),
                DeploymentJson.Default.DeploymentPlan
            )!;
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is no deployment plan: {malformed.Message}", malformed);
        }
    }
}
