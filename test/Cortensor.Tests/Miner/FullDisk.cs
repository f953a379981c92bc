using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Storage;

namespace Cortensor.Tests.Miner;

/// <summary>A journal on a disk that is full, or has another fault, until it is repaired.</summary>
internal sealed class FullDisk(IOException? fault = null) : IResultJournal
{
    private readonly MemoryResultJournal _inner = new();
    private int _attempts;
    private volatile bool _repaired;

    public int Attempts => Volatile.Read(ref _attempts);

    public void Repair() => _repaired = true;

    public ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    )
    {
        _ = Interlocked.Increment(ref _attempts);
        return _repaired
            ? _inner.AppendAsync(session, task, result, cancellationToken)
            : ValueTask.FromException<ResultJournalOutcome>(fault ?? new IOException("No space left on device."));
    }

    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        _inner.FindAsync(session, task, cancellationToken);

    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        _inner.ListAsync(cancellationToken);

    public ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        _inner.RemoveAsync(session, task, cancellationToken);
}
