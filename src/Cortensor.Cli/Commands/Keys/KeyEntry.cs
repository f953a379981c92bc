namespace Cortensor.Cli.Commands.Keys;

/// <summary>A key file.</summary>
internal sealed record KeyEntry(string Name, string Address, string File);
