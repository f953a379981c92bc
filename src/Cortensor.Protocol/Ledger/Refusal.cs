namespace Cortensor.Protocol.Ledger;

/// <summary>Why a move was not made. A value, not an exception: every ledger refuses the same move with the same code.</summary>
/// <param name="Code">The Solidity error's name, such as <c>TaskUnexpectedState</c>; stable.</param>
/// <param name="Message">Readable text with the offending values.</param>
public sealed record Refusal(string Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}
