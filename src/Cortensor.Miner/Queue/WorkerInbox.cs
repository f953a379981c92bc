using System.Threading.Channels;

namespace Cortensor.Miner.Queue;

/// <summary>
/// What a worker still has to hear, and the bell that wakes it. Closing is one step with finding it empty: nothing is lost between two
/// workers.
/// </summary>
internal sealed class WorkerInbox
{
    private const int Most = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Func<CancellationToken, Task>> _items = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private bool _closed;

    /// <summary>Wakes the worker: the chain or a router has something new.</summary>
    public void Poke() => _ = _wake.Writer.TryWrite(true);

    /// <summary>Until the next poke, or at once when there was one since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => _ = await _wake.Reader.ReadAsync(cancellationToken);

    public Func<CancellationToken, Task>? Take()
    {
        lock (_lock)
        {
            return _items.TryDequeue(out Func<CancellationToken, Task>? item) ? item : null;
        }
    }

    /// <summary>From outside: bounded, because routers decide how much comes. False when the worker has left.</summary>
    public bool Post(Func<CancellationToken, Task> item)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            if (_items.Count < Most)
            {
                _items.Enqueue(item);
            }
        }

        Poke();
        return true;
    }

    /// <summary>From the worker's own background work, of which there are at most a fetch, a run and a move: never dropped.</summary>
    public void PostOwn(Action item)
    {
        lock (_lock)
        {
            _items.Enqueue(_ =>
            {
                item();
                return Task.CompletedTask;
            });
        }

        Poke();
    }

    /// <summary>Closes an empty inbox; false when something came meanwhile.</summary>
    public bool TryClose()
    {
        lock (_lock)
        {
            return _closed = _items.Count == 0;
        }
    }

    /// <summary>Closes, whatever is in it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
