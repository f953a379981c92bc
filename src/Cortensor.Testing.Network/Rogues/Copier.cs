using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>
/// A miner that binds itself to what another miner made, and opens it by itself as soon as it can: its real worker would know that it
/// cannot.
/// </summary>
/// <param name="inner">The chain.</param>
/// <param name="view">Where it reads what the other did.</param>
/// <param name="victim">The other's slot.</param>
public abstract class Copier(IQueueLedger inner, INetworkView view, byte victim) : QueueLedgerRelay
{
    private readonly TaskCompletionSource<MoveResult> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the chain said when it tried to open the copy.</summary>
    public Task<MoveResult> Opened => _opened.Task;

    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <inheritdoc/>
    public override async Task<MoveResult> PrecommitAsync(TaskKey task, byte slot, Hash32 commitment, CancellationToken cancellationToken)
    {
        MoveResult result = await inner.PrecommitAsync(task, slot, await BindAsync(task, cancellationToken), cancellationToken);
        if (result.Made)
        {
            _ = RunAsync();
        }

        return result;

        async Task RunAsync()
        {
            try
            {
                _opened.SetResult(await OpenAsync(task, slot, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                _opened.SetCanceled(CancellationToken.None);
            }
        }
    }

    /// <summary>The commitment to make.</summary>
    protected abstract Task<Hash32> BindAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>The commit to try.</summary>
    protected abstract Task<MoveResult> OpenAsync(TaskKey task, byte slot, CancellationToken cancellationToken);

    /// <summary>The other's slot as soon as the task is so far.</summary>
    protected async Task<TaskSlot> VictimAsync(TaskKey task, Func<TaskSlot, bool> isThere, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isThere);
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            if (snapshot.Tasks.TryGetValue(task, out QueueTask? found) && found.Slots.Length > victim && isThere(found.Slots[victim]))
            {
                return found.Slots[victim];
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
