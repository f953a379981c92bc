using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner.Queue;

/// <summary>
/// The journal with an eye on its disk: says once that it cannot be written and once that it can again. While it cannot, new work is
/// refused, and each block tries whether there is room. Damage stays a problem until the miner is started on a sound file: a write that
/// succeeds on a damaged one means nothing.
/// </summary>
internal sealed class JournalWatch(IResultJournal journal, ILogger<JournalWatch> logger) : IResultJournal
{
    /// <summary>No task has this place: ids begin at 1.</summary>
    private static readonly (SessionId Session, TaskId Task) Trial = (new SessionId(0), new TaskId(0));

    private static readonly byte[] TrialBytes = new byte[1024];

    private volatile string? _problem;
    private volatile bool _isUnusable;

    /// <summary>Why the last write failed; null while writes succeed.</summary>
    public string? Problem => _problem;

    public async ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ResultJournalOutcome outcome = await journal.AppendAsync(session, task, result, cancellationToken);
            Succeeded();
            return outcome;
        }
        catch (IOException exception)
        {
            Failed(exception);
            throw;
        }
    }

    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        journal.FindAsync(session, task, cancellationToken);

    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        journal.ListAsync(cancellationToken);

    public ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        journal.RemoveAsync(session, task, cancellationToken);

    /// <summary>While it failed: writes something and takes it back.</summary>
    public async Task TryAgainAsync(CancellationToken cancellationToken)
    {
        if (_problem is null || _isUnusable)
        {
            return;
        }

        try
        {
            _ = await journal.AppendAsync(Trial.Session, Trial.Task, TrialBytes, cancellationToken);
            await journal.RemoveAsync(Trial.Session, Trial.Task, cancellationToken);
            Succeeded();
        }
        catch (IOException exception)
        {
            Failed(exception);
        }
    }

    private void Succeeded()
    {
        if (_isUnusable)
        {
            return;
        }

        if (Interlocked.Exchange(ref _problem, null) is not null)
        {
            Log.JournalWorks(logger);
        }
    }

    private void Failed(IOException exception)
    {
        _isUnusable |= exception is StorageUnusableException;
        if (Interlocked.Exchange(ref _problem, exception.Message) is null)
        {
            Log.JournalFull(logger, DeclineFrames.StorageFull, exception);
        }
    }
}
