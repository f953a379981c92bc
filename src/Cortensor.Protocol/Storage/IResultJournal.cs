using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>
/// Keeps a miner's results from before their precommit until their task is over, through crash and power loss: losing one after its
/// precommit costs the bond (protocol section 4). A journal belongs to one chain and one queue contract, so session and task name a result,
/// and salts can be derived again.
/// </summary>
public interface IResultJournal
{
    /// <summary>Stores a result. After a return that is not <see cref="ResultJournalOutcome.Conflict"/> it survives a power loss.</summary>
    /// <exception cref="ArgumentException">More than <see cref="IPayloadStore.MaxBytes"/>.</exception>
    /// <exception cref="IOException">It could not be made durable: do not precommit.</exception>
    ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    );

    /// <summary>The result of a task, or null.</summary>
    ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken);

    /// <summary>Everything stored, by session and task: what a restarted miner has to finish.</summary>
    ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a result once its task is over. A crash may bring it back; removing what is not there does nothing.</summary>
    /// <exception cref="IOException">It could not be written; the result stays.</exception>
    ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken);
}
