using System.Text.Json.Serialization;

namespace Cortensor.Api.Frames;

/// <summary>Source-generated metadata of all frames. Strict: unknown or missing members and repeated names are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ChallengeFrame))]
[JsonSerializable(typeof(HelloFrame))]
[JsonSerializable(typeof(HelloAckFrame))]
[JsonSerializable(typeof(TaskFrame))]
[JsonSerializable(typeof(AckFrame))]
[JsonSerializable(typeof(DeclineFrame))]
[JsonSerializable(typeof(TokenFrame))]
[JsonSerializable(typeof(DoneFrame))]
[JsonSerializable(typeof(PrecommitFrame))]
[JsonSerializable(typeof(CommitFrame))]
[JsonSerializable(typeof(StoredFrame))]
[JsonSerializable(typeof(CancelFrame))]
[JsonSerializable(typeof(CreditFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(PingFrame))]
[JsonSerializable(typeof(PongFrame))]
internal sealed partial class FrameJson : JsonSerializerContext;
