using System.Diagnostics.CodeAnalysis;

namespace Cortensor.Protocol.Ledger;

/// <summary>
/// What became of a move: a receipt or a refusal. A broken world (no endpoint, no funds for gas) is an exception instead.
/// </summary>
public sealed record MoveResult
{
    private MoveResult(MoveReceipt? receipt, Refusal? refusal) => (Receipt, Refusal) = (receipt, refusal);

    /// <summary>Set when the move was made.</summary>
    public MoveReceipt? Receipt { get; }

    /// <summary>Set when it was not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the move was made.</summary>
    [MemberNotNullWhen(true, nameof(Receipt))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Made => Receipt is not null;

    /// <summary>The move was made.</summary>
    public static MoveResult Of(MoveReceipt receipt) => new(receipt, null);

    /// <summary>The move was refused.</summary>
    public static MoveResult Of(Refusal refusal) => new(null, refusal);
}
