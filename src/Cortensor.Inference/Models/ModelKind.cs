using System.Text.Json.Serialization;

namespace Cortensor.Inference.Models;

/// <summary>What a model does.</summary>
public enum ModelKind
{
    /// <summary>Answers conversations.</summary>
    [JsonStringEnumMemberName("chat")]
    Chat = 0,

    /// <summary>Turns text into vectors.</summary>
    [JsonStringEnumMemberName("embedding")]
    Embedding = 1,
}
