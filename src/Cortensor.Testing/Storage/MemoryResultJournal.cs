using System.Collections.Concurrent;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>A result journal in memory.</summary>
public sealed class MemoryResultJournal : IResultJournal
{
    private readonly ConcurrentDictionary<(SessionId Session, TaskId Task), ResultJournalEntry> _entries = new();

    /// <inheritdoc/>
    public ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (result.Length > IPayloadStore.MaxBytes)
        {
            throw new ArgumentException($"A result has at most {IPayloadStore.MaxBytes} bytes, not {result.Length}.", nameof(result));
        }

        ResultJournalEntry entry = new(session, task, CanonicalJson.Digest(result.Span), result.ToArray());
        ResultJournalEntry there = _entries.GetOrAdd((session, task), entry);
        return ValueTask.FromResult(
            ReferenceEquals(there, entry) ? ResultJournalOutcome.Stored
            : there.Digest == entry.Digest ? ResultJournalOutcome.AlreadyStored
            : ResultJournalOutcome.Conflict
        );
    }

    /// <inheritdoc/>
    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.GetValueOrDefault((session, task)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ResultJournalEntry>>([.. _entries.Values.OrderBy(e => e.Session).ThenBy(e => e.Task)]);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        _ = _entries.TryRemove((session, task), out _);
        return ValueTask.CompletedTask;
    }
}
