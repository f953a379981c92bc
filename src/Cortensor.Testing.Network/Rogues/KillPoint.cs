using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>
/// Where a node is killed: at one of its moves, before the chain has it or after. The node never hears of that move again.
/// </summary>
/// <param name="inner">The chain.</param>
/// <param name="at">The move, by the name of a task's step.</param>
/// <param name="after">Whether the chain has it.</param>
public sealed class KillPoint(IQueueLedger inner, string at, bool after) : QueueLedgerRelay
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the node is there.</summary>
    public Task Reached => _reached.Task;

    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <inheritdoc/>
    protected override async Task<MoveResult> PassAsync(
        string move,
        Func<IQueueLedger, Task<MoveResult>> making,
        CancellationToken cancellationToken
    )
    {
        if (move != at)
        {
            return await base.PassAsync(move, making, cancellationToken);
        }

        if (after)
        {
            _ = await base.PassAsync(move, making, cancellationToken);
        }

        _ = _reached.TrySetResult();
        return await NeverAsync(cancellationToken);
    }
}
