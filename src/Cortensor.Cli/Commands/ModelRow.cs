namespace Cortensor.Cli.Commands;

/// <summary>
/// One model of <c>cortensor models list</c>. Path says where the verified file is on this machine; null when it must be fetched first.
/// </summary>
internal sealed record ModelRow(
    string Id,
    string Kind,
    string Quantization,
    long Bytes,
    string Sha256,
    string License,
    int ContextTokens,
    string? Path
);
