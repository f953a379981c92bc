using System.Text.Json;
using System.Text.Json.Serialization;
using Cortensor.Cli.Commands;
using Cortensor.Cli.Commands.Accounts;
using Cortensor.Cli.Commands.Admin;
using Cortensor.Cli.Commands.Keys;
using Cortensor.Cli.Commands.Sessions;
using Cortensor.Cli.Commands.Tasks;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Doctor;

namespace Cortensor.Cli;

/// <summary>Source-generated metadata of everything that <c>--json</c> prints and that is not already a type of the HTTP surface.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(DevnetStatus))]
[JsonSerializable(typeof(AskReport))]
[JsonSerializable(typeof(SessionCreateReport))]
[JsonSerializable(typeof(SessionMoneyReport))]
[JsonSerializable(typeof(AdminReport))]
[JsonSerializable(typeof(AccountReport))]
[JsonSerializable(typeof(TaskTimeline))]
[JsonSerializable(typeof(ConfigReport))]
[JsonSerializable(typeof(IReadOnlyList<KeyEntry>))]
[JsonSerializable(typeof(KeyEntry))]
[JsonSerializable(typeof(IReadOnlyList<ModelRow>))]
[JsonSerializable(typeof(IReadOnlyList<ModelVerified>))]
[JsonSerializable(typeof(ModelPulled))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>The wire types of the router, indented for people.</summary>
    public static Api.ApiJson Wire { get; } = new(new JsonSerializerOptions(Api.ApiJson.Default.Options) { WriteIndented = true });
}
