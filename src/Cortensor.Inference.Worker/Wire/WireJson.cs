using System.Text.Json.Serialization;

namespace Cortensor.Inference.Worker.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(CountCommand))]
[JsonSerializable(typeof(GenerateCommand))]
[JsonSerializable(typeof(CancelCommand))]
[JsonSerializable(typeof(PingCommand))]
[JsonSerializable(typeof(ReadyEvent))]
[JsonSerializable(typeof(FatalEvent))]
[JsonSerializable(typeof(CountedEvent))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(PromptEvent))]
[JsonSerializable(typeof(TokenEvent))]
[JsonSerializable(typeof(DoneEvent))]
[JsonSerializable(typeof(CancelledEvent))]
[JsonSerializable(typeof(RefusedEvent))]
[JsonSerializable(typeof(FailedEvent))]
[JsonSerializable(typeof(PongEvent))]
internal sealed partial class WireJson : JsonSerializerContext;
