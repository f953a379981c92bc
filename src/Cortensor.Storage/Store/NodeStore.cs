using Cortensor.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Store;

/// <summary>
/// The database of a node, one file in its data folder. It belongs to one process and has one connection; what callers want at the same
/// moment is one transaction, so they share one sync of the disk.
/// </summary>
public sealed class NodeStore : IDisposable
{
    /// <summary>The file's name in the folder; SQLite keeps its log beside it, in <c>node.db-wal</c>.</summary>
    public const string FileName = "node.db";

    private readonly Lock _gate = new();
    private readonly Lock _use = new();
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private List<StoreWork> _waiting = [];
    private bool _isWorking;

    private NodeStore(string folder, IDurableFiles files)
    {
        Folder = folder;
        _path = Path.Combine(folder, FileName);
        _connection = StoreFile.Open(_path, files);
    }

    /// <summary>Where the file is.</summary>
    public string Folder { get; }

    /// <summary>Opens the store of a folder, both made if they are missing.</summary>
    /// <exception cref="IOException">Another process has it, or the disk refuses.</exception>
    /// <exception cref="NodeStoreException">The file must not be used; the code says why.</exception>
    public static NodeStore Open(string folder)
    {
        string root = Path.GetFullPath(folder);
        try
        {
            _ = Directory.CreateDirectory(root);
            return new NodeStore(root, DurableFiles.Instance);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Closes the file after the transaction that is under way; later calls fail.</summary>
    public void Dispose()
    {
        lock (_use)
        {
            _connection.Dispose();
        }
    }

    /// <summary>Runs the work on the caller's thread, for the start of a node.</summary>
    internal T Execute<T>(Func<SqliteConnection, T> work)
    {
        lock (_use)
        {
            try
            {
                return work(_connection);
            }
            catch (SqliteException fault)
            {
                throw StoreFault.Of(fault, _path);
            }
        }
    }

    /// <summary>
    /// Runs the work off the caller's thread, in a transaction that is on the disk when this returns. It may run twice, so it changes
    /// nothing but the database.
    /// </summary>
    /// <exception cref="IOException">It could not be made durable, or the file is damaged.</exception>
    internal async Task<T> ExecuteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreWork<T> one = new(work);
        lock (_gate)
        {
            // As many wait as there are callers: each waits for its own.
            _waiting.Add(one);
            if (!_isWorking)
            {
                _isWorking = true;
                _ = Task.Run(WorkOff, CancellationToken.None);
            }
        }

        return await one.Done;
    }

    private void WorkOff()
    {
        while (Take() is { Count: > 0 } batch)
        {
            lock (_use)
            {
                Commit_NeedsLock(batch);
            }
        }
    }

    private List<StoreWork> Take()
    {
        lock (_gate)
        {
            List<StoreWork> batch = _waiting;
            _waiting = [];
            _isWorking = batch.Count > 0;
            return batch;
        }
    }

    private void Commit_NeedsLock(List<StoreWork> batch)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: true);
            batch.ForEach(work => work.Run(_connection));
            transaction.Commit();
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them may be too large or wrong: each for itself.
            batch.ForEach(work => Commit_NeedsLock([work]));
            return;
        }
        catch (Exception exception)
        {
            batch[0].Fail(exception is SqliteException fault ? StoreFault.Of(fault, _path) : exception);
            return;
        }

        batch.ForEach(static work => work.Succeed());
    }
}
