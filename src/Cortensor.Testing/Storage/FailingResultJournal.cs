using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>A journal whose disk is full at the nth append, counted from 1; other calls go through.</summary>
/// <param name="inner">The journal behind it.</param>
/// <param name="failAt">Which append fails.</param>
public sealed class FailingResultJournal(IResultJournal inner, int failAt) : IResultJournal
{
    private int _appends;

    /// <inheritdoc/>
    public ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    ) =>
        Interlocked.Increment(ref _appends) == failAt
            ? ValueTask.FromException<ResultJournalOutcome>(new IOException("No space left on device (injected)."))
            : inner.AppendAsync(session, task, result, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        inner.FindAsync(session, task, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        inner.RemoveAsync(session, task, cancellationToken);
}
