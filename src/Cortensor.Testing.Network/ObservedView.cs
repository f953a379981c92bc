using System.Runtime.CompilerServices;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Testing.Network;

/// <summary>
/// The chain as all nodes see it, and how far each of them has looked: so that time can be moved without leaving a node behind.
/// </summary>
internal sealed class ObservedView(INetworkView chain) : INetworkView
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, ulong> _seen = [];
    private TaskCompletionSource _changed = NewSignal();

    public NetworkSnapshot Current => chain.Current;

    public async IAsyncEnumerable<NetworkSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        object watcher = new();
        Note(() => _seen[watcher] = 0);
        try
        {
            await foreach (NetworkSnapshot snapshot in chain.WatchAsync(cancellationToken))
            {
                yield return snapshot;
                // Back here, the watcher is done with it.
                Note(() => _seen[watcher] = snapshot.Head.Number);
            }
        }
        finally
        {
            Note(() => _seen.Remove(watcher));
        }
    }

    /// <summary>Done when everybody who watches has looked at the block or a later one.</summary>
    public async Task WhenSeenAsync(ulong block, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_seen.Values.All(seen => seen >= block))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(Action change)
    {
        lock (_lock)
        {
            change();
            _changed.SetResult();
            _changed = NewSignal();
        }
    }
}
