using System.Text.Json.Serialization;

namespace Cortensor.Storage.Gateway;

/// <summary>What went wrong: a stable code and readable text.</summary>
internal sealed record GatewayErrorBody(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message
);
