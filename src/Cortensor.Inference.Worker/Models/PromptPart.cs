namespace Cortensor.Inference.Worker.Models;

/// <summary>A stretch of a prompt.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsTemplate">Whether the model's template wrote it; only there do control tokens count.</param>
internal sealed record PromptPart(string Text, bool IsTemplate);
