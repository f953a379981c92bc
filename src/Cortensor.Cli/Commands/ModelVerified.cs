namespace Cortensor.Cli.Commands;

/// <summary>One file of <c>cortensor models verify</c>. Actual is null when the file cannot be read.</summary>
internal sealed record ModelVerified(string Id, string Path, string Verdict, string Expected, string? Actual);
