using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>
/// A node some of whose moves never reach the chain, and who never hears of them again: who does not ack, or does not open what it bound
/// itself to.
/// </summary>
/// <param name="inner">The chain.</param>
/// <param name="moves">The moves that are lost, by the names of a task's steps.</param>
public sealed class LostMoves(IQueueLedger inner, params string[] moves) : QueueLedgerRelay
{
    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <inheritdoc/>
    protected override Task<MoveResult> PassAsync(
        string move,
        Func<IQueueLedger, Task<MoveResult>> making,
        CancellationToken cancellationToken
    ) => moves.Contains(move) ? NeverAsync(cancellationToken) : base.PassAsync(move, making, cancellationToken);
}
