using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cortensor.Storage.Store;

/// <summary>What a refusal of SQLite means for the node.</summary>
internal static class StoreFault
{
    /// <summary>Of a fault of the file or the disk: an <see cref="IOException"/>. Any other is a bug and stays what it is.</summary>
    public static Exception Of(SqliteException fault, string path) =>
        fault.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new IOException($"'{path}' is in use by another process.", fault),
            raw.SQLITE_CORRUPT => NodeStoreException.Damaged(path, fault.Message, fault),
            raw.SQLITE_NOTADB => new NodeStoreException(
                NodeStoreCodes.Foreign,
                $"'{path}' is no store of a node, or its first page is damaged: {fault.Message}",
                fault
            ),
            raw.SQLITE_FULL
            or raw.SQLITE_IOERR
            or raw.SQLITE_READONLY
            or raw.SQLITE_CANTOPEN
            or raw.SQLITE_PERM
            or raw.SQLITE_NOMEM
            or raw.SQLITE_NOLFS => new IOException($"'{path}': {fault.Message}", fault),
            _ => fault,
        };
}
