using System.Runtime.CompilerServices;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Views;

/// <summary>The newest snapshot and those who wait for the next one.</summary>
internal sealed class SnapshotFeed
{
    private readonly Lock _lock = new();
    private volatile NetworkSnapshot? _current;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Null before the first one.</summary>
    public NetworkSnapshot? Current => _current;

    public void Publish(NetworkSnapshot snapshot)
    {
        lock (_lock)
        {
            _current = snapshot;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    public async IAsyncEnumerable<NetworkSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NetworkSnapshot? seen = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NetworkSnapshot? current;
            Task changed;
            lock (_lock)
            {
                (current, changed) = (_current, _changed.Task);
            }

            if (current is null || ReferenceEquals(current, seen))
            {
                await changed.WaitAsync(cancellationToken);
            }
            else
            {
                seen = current;
                yield return current;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
