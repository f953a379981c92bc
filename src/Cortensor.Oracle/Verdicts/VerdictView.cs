using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Oracle.Verdicts;

/// <summary>A verdict as JSON, in the snake_case of the other HTTP surfaces. Distances, no text: safe to read for anyone.</summary>
internal sealed record VerdictView(
    SessionId Session,
    TaskId Task,
    bool Agreed,
    uint Accepted,
    string? Embedder,
    double? Threshold,
    ulong JudgedAt,
    IReadOnlyList<SlotVerdict> Slots
)
{
    public static VerdictView Of(Verdict verdict) =>
        new(
            verdict.Task.Session,
            verdict.Task.Task,
            verdict.Agreed,
            verdict.Accepted,
            verdict.Embedder,
            verdict.Threshold,
            verdict.JudgedAt,
            verdict.Slots
        );
}

/// <summary>Why there is no verdict to read.</summary>
internal sealed record VerdictError(string Code, string Message);

/// <summary>The error in its envelope, as all HTTP surfaces answer it.</summary>
internal sealed record VerdictErrorBody(VerdictError Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerdictView))]
[JsonSerializable(typeof(VerdictErrorBody))]
internal sealed partial class VerdictJson : JsonSerializerContext;
