using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>A node whose move is under way until the test lets it arrive.</summary>
/// <param name="inner">The chain.</param>
/// <param name="late">The move, by the name of a task's step.</param>
public sealed class LateMove(IQueueLedger inner, string late) : QueueLedgerRelay
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _let = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MoveResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the node has sent it.</summary>
    public Task Sent => _sent.Task;

    /// <summary>What the chain said to it.</summary>
    public Task<MoveResult> End => _end.Task;

    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <summary>Lets it arrive.</summary>
    public void Let() => _ = _let.TrySetResult();

    /// <inheritdoc/>
    protected override async Task<MoveResult> PassAsync(
        string move,
        Func<IQueueLedger, Task<MoveResult>> making,
        CancellationToken cancellationToken
    )
    {
        if (move != late)
        {
            return await base.PassAsync(move, making, cancellationToken);
        }

        _ = _sent.TrySetResult();
        await _let.Task.WaitAsync(cancellationToken);
        MoveResult result = await base.PassAsync(move, making, cancellationToken);
        _ = _end.TrySetResult(result);
        return result;
    }
}
