using Cortensor.Storage.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cortensor.Storage.Store;

/// <summary>Opens a store's file and looks at all of it before anything relies on it.</summary>
internal static class StoreFile
{
    /// <summary>How long a process that is just ending may still have the file.</summary>
    private const int BusySeconds = 1;

    private const int SmallestPage = 512;

    private const string LogSuffix = "-wal";

    /// <summary>
    /// One connection has the file for itself until it is closed (so SQLite needs no shared memory file), a commit returns after the sync
    /// of its log, and SQL in the file's own schema is not trusted.
    /// </summary>
    private const string Settings =
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;";

    /// <exception cref="IOException">Another process has it, or the disk refuses.</exception>
    /// <exception cref="NodeStoreException">The file must not be used.</exception>
    public static SqliteConnection Open(string path, IDurableFiles files)
    {
        FileInfo file = new(path);
        if ((!file.Exists || file.Length == 0) && new FileInfo(path + LogSuffix) is { Exists: true, Length: > 0 })
        {
            // SQLite would take the log for a left-over and delete it. A new store has its first page before it has a log.
            throw NodeStoreException.Damaged(path, "it is missing or empty, and its log (-wal) is not");
        }

        if (!file.Exists)
        {
            // SQLite would create it readable by others; its log takes the mode of the file.
            files.Create(path).Dispose();
        }
        else if (file.Length is > 0 and < SmallestPage)
        {
            // SQLite takes it for empty.
            throw NodeStoreException.Damaged(path, "it ends in its first page");
        }

        files.FlushDirectory(Path.GetDirectoryName(path)!);
        RequireLibrary();
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
                DefaultTimeout = BusySeconds,
            }.ToString()
        );
        try
        {
            connection.Open();
            KeepLogOnClose(connection, true); // a file that is refused stays as it was found
            _ = connection.Run(Settings);
            StoreSchema.Check(connection, path); // the first read takes the lock
            Inspect(connection, path);
            if (connection.Run("PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new IOException($"'{path}': its file system does not allow a write-ahead log.");
            }

            StoreSchema.Migrate(connection, StoreSchema.Newest);
            KeepLogOnClose(connection, false);
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();

            // These statements are right: where SQLite does not understand one, the file's header or schema is at fault.
            throw fault.SqliteErrorCode == raw.SQLITE_ERROR
                ? NodeStoreException.Damaged(path, fault.Message, fault)
                : StoreFault.Of(fault, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="DllNotFoundException">SQLite's native library cannot be loaded.</exception>
    private static void RequireLibrary()
    {
        try
        {
            Batteries_V2.Init();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new DllNotFoundException(
                $"SQLite's native library e_sqlite3 cannot be loaded; the program's folder is incomplete or made for another platform: {e.GetBaseException().Message}",
                e
            );
        }
    }

    private static void Inspect(SqliteConnection connection, string path)
    {
        if (LogScan.IsDamaged(path + LogSuffix))
        {
            throw NodeStoreException.Damaged(path, "its log (-wal) is broken before its end");
        }

        if (connection.Run("PRAGMA integrity_check(1)") is string found and not "ok")
        {
            throw NodeStoreException.Damaged(path, found);
        }
    }

    /// <summary>
    /// Whether closing leaves the log as it is. Else SQLite moves what it can read of it into the database and deletes it.
    /// </summary>
    private static void KeepLogOnClose(SqliteConnection connection, bool isKept)
    {
        if (raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isKept ? 1 : 0, out _) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException("SQLite does not know NO_CKPT_ON_CLOSE.");
        }
    }
}
