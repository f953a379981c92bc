namespace Cortensor.Cli.Commands;

/// <summary>Output of <c>cortensor models pull --json</c>.</summary>
internal sealed record ModelPulled(string Id, string Path, string Sha256);
