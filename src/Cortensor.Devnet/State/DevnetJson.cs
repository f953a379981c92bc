using System.Text.Json.Serialization;
using Cortensor.Devnet.Processes;

namespace Cortensor.Devnet.State;

/// <summary>Source-generated metadata of the network's own files.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(DevnetDocument))]
[JsonSerializable(typeof(DevnetSettings))]
[JsonSerializable(typeof(ProcessIdentity))]
[JsonSerializable(typeof(List<ProcessIdentity>))]
internal sealed partial class DevnetJson : JsonSerializerContext;
