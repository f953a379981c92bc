namespace Cortensor.Cli.Commands;

/// <summary>One model of <c>cortensor models list</c>.</summary>
/// <param name="Path">Where the verified file is on this machine; null when it must be fetched first.</param>
internal sealed record ModelRow(
    string Id, string Kind, string Quantization, long Bytes, string Sha256, string License, int ContextTokens, string? Path);
