using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner.Queue;

/// <summary>
/// After a start: every result in the journal gets a worker, which finishes what the chain says is unfinished and forgets the rest.
/// </summary>
internal sealed class JournalRecovery(IResultJournal journal, TaskWorkers workers, ILogger<JournalRecovery> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ResultJournalEntry> entries = await journal.ListAsync(cancellationToken);
        if (entries.Count > 0)
        {
            Log.Recovered(logger, entries.Count);
        }

        foreach (ResultJournalEntry entry in entries)
        {
            _ = workers.Ensure(new TaskKey(entry.Session, entry.Task));
        }
    }
}
