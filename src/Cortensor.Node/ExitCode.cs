namespace Cortensor.Node;

/// <summary>Why a process of ours ended.</summary>
/// <param name="Number">What the shell sees.</param>
/// <param name="Code">The same in words, stable: it stands in brackets after the message.</param>
/// <param name="Meaning">One sentence for the table in the documentation.</param>
public sealed record ExitCode(int Number, string Code, string Meaning);
