using System.Text.Json;

namespace Cortensor.Chain.Deployment;

/// <summary>A contract to deploy.</summary>
/// <param name="Name">Its name in the address book.</param>
/// <param name="Artifact">Its file under <c>out</c>.</param>
/// <param name="Args">Constructor arguments; see <see cref="PlanArguments"/>.</param>
internal sealed record PlannedContract(string Name, string Artifact, IReadOnlyList<JsonElement> Args);
