using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Network;

/// <summary>A journal that writes to a test's disk.</summary>
internal sealed class JournalOnDisk(IResultJournal journal, TestDisk disk) : IResultJournal
{
    public async ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    )
    {
        disk.Write();
        return await journal.AppendAsync(session, task, result, cancellationToken);
    }

    public ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        journal.FindAsync(session, task, cancellationToken);

    public ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        journal.ListAsync(cancellationToken);

    public async ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken)
    {
        disk.Write();
        await journal.RemoveAsync(session, task, cancellationToken);
    }
}
