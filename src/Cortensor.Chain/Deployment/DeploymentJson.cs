using System.Text.Json.Serialization;

namespace Cortensor.Chain.Deployment;

/// <summary>
/// How the files under <c>deployments</c> are read and written. Compiled: a node that starts needs no reflection for them.
/// </summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(AddressBook))]
[JsonSerializable(typeof(DeploymentPlan))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
