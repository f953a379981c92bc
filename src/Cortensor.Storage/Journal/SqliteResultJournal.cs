using System.Globalization;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Store;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Journal;

/// <summary>The results of one chain and queue contract in the node's store.</summary>
public sealed class SqliteResultJournal : IResultJournal
{
    private const string IsOfThisQueue = "chain = $chain AND queue = $queue";
    private const string IsTheResult = $"{IsOfThisQueue} AND session = $session AND task = $task";

    private readonly NodeStore _store;
    private readonly long _chain;
    private readonly string _queue;

    private SqliteResultJournal(NodeStore store, ulong chainId, Address queue)
    {
        _store = store;
        _chain = unchecked((long)chainId); // SQLite's integers are signed
        _queue = queue.ToString();
    }

    private (string Name, object Value)[] QueueColumns => [("$chain", _chain), ("$queue", _queue)];

    /// <summary>
    /// The journal of one queue contract, after a look at each result in the store: a damaged one may have been any queue's.
    /// </summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="NodeStoreException">A result is damaged, or the folder holds a journal of the old format.</exception>
    public static SqliteResultJournal Open(NodeStore store, ulong chainId, Address queue)
    {
        ArgumentNullException.ThrowIfNull(store);
        string old = Path.Combine(
            store.Folder,
            "journal",
            string.Create(CultureInfo.InvariantCulture, $"results-{chainId}-{queue}.journal")
        );
        if (File.Exists(old))
        {
            throw new NodeStoreException(
                NodeStoreCodes.OldJournal,
                $"'{old}' is a journal that an earlier version wrote. Let that version finish its tasks, or give up the bonds of the results in it; then delete the file."
            );
        }

        SqliteResultJournal journal = new(store, chainId, queue);
        _ = store.Execute(connection =>
        {
            using SqliteCommand command = connection.Command($"SELECT {ResultRow.Columns} FROM result");
            return journal.Read(command).Count();
        });
        return journal;
    }

    /// <inheritdoc/>
    public async ValueTask<ResultJournalOutcome> AppendAsync(
        SessionId session,
        TaskId task,
        ReadOnlyMemory<byte> result,
        CancellationToken cancellationToken
    )
    {
        if (result.Length > IPayloadStore.MaxBytes)
        {
            throw new ArgumentException($"A result has at most {IPayloadStore.MaxBytes} bytes, not {result.Length}.", nameof(result));
        }

        byte[] bytes = result.ToArray();
        ResultJournalEntry entry = new(session, task, CanonicalJson.Digest(bytes), bytes);
        byte[] seal = ResultRow.Seal(_chain, _queue, entry);
        return await _store.ExecuteAsync(connection => Append(connection, entry, [("$bytes", bytes), ("$seal", seal)]), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ResultJournalEntry?> FindAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        await _store.ExecuteAsync(connection => Find(connection, session, task), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ResultJournalEntry>> ListAsync(CancellationToken cancellationToken) =>
        await _store.ExecuteAsync(
            connection =>
            {
                using SqliteCommand command = connection.Command(
                    $"SELECT {ResultRow.Columns} FROM result WHERE {IsOfThisQueue}",
                    QueueColumns
                );
                return Read(command).OrderBy(static entry => entry.Session).ThenBy(static entry => entry.Task).ToArray();
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(SessionId session, TaskId task, CancellationToken cancellationToken) =>
        _ = await _store.ExecuteAsync(
            connection =>
            {
                using SqliteCommand command = connection.Command($"DELETE FROM result WHERE {IsTheResult}", KeyColumns(session, task));
                return command.ExecuteNonQuery();
            },
            cancellationToken
        );

    private ResultJournalOutcome Append(SqliteConnection connection, ResultJournalEntry entry, (string Name, object Value)[] content)
    {
        using SqliteCommand command = connection.Command(
            "INSERT INTO result (chain, queue, session, task, bytes, seal) VALUES ($chain, $queue, $session, $task, $bytes, $seal) ON CONFLICT DO NOTHING",
            [.. KeyColumns(entry.Session, entry.Task), .. content]
        );
        return command.ExecuteNonQuery() == 1 ? ResultJournalOutcome.Stored
            : Find(connection, entry.Session, entry.Task)!.Digest == entry.Digest ? ResultJournalOutcome.AlreadyStored
            : ResultJournalOutcome.Conflict;
    }

    private ResultJournalEntry? Find(SqliteConnection connection, SessionId session, TaskId task)
    {
        using SqliteCommand command = connection.Command(
            $"SELECT {ResultRow.Columns} FROM result WHERE {IsTheResult}",
            KeyColumns(session, task)
        );
        return Read(command).SingleOrDefault();
    }

    private IEnumerable<ResultJournalEntry> Read(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return ResultRow.Read(reader)
                ?? throw NodeStoreException.Damaged(
                    Path.Combine(_store.Folder, NodeStore.FileName),
                    $"the result of session {reader.GetInt64(2)}, task {reader.GetInt64(3)} is not what was stored"
                );
        }
    }

    private (string Name, object Value)[] KeyColumns(SessionId session, TaskId task) =>
        [.. QueueColumns, ("$session", unchecked((long)session.Value)), ("$task", unchecked((long)task.Value))];
}
