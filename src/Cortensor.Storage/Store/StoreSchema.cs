using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Store;

/// <summary>
/// The tables of a node's store, as steps that are taken once and never changed: the database's <c>user_version</c> counts those taken.
/// </summary>
internal static class StoreSchema
{
    /// <summary>SQLite's <c>application_id</c> of our files: "CTXN".</summary>
    public const int ApplicationId = 0x4354584E;

    /// <summary>Results of a miner's tasks: see the journal.</summary>
    private const string Results = """
        CREATE TABLE result (
            chain INTEGER NOT NULL,
            queue TEXT NOT NULL,
            session INTEGER NOT NULL,
            task INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            seal BLOB NOT NULL,
            PRIMARY KEY (chain, queue, session, task)
        ) STRICT, WITHOUT ROWID
        """;

    private static readonly string[] Steps = [Results];

    /// <summary>How many steps this version of the program knows.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Takes the steps that are missing, each whole or not at all.</summary>
    public static void Migrate(SqliteConnection connection, int newest)
    {
        for (int version = Version(connection); version < newest; version++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            _ = connection.Run($"{Steps[version]}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1};");
            transaction.Commit();
        }
    }

    /// <exception cref="NodeStoreException">
    /// The database is no store of ours, is of a newer version, or has other tables than its version should.
    /// </exception>
    public static void Check(SqliteConnection connection, string path)
    {
        int version = Version(connection);
        string tables = Tables(connection);
        long id = connection.Number("PRAGMA application_id");
        bool isFresh = version == 0 && id == 0 && tables.Length == 0;
        if (!isFresh && id != ApplicationId)
        {
            throw new NodeStoreException(NodeStoreCodes.Foreign, $"'{path}' is a database, but no store of a node.");
        }

        if (version > Newest)
        {
            throw new NodeStoreException(
                NodeStoreCodes.TooNew,
                $"'{path}' is of version {version}, this program knows {Newest}: use the newer program."
            );
        }

        using SqliteConnection expected = new("Data Source=:memory:;Pooling=False");
        expected.Open();
        Migrate(expected, version);
        if (version < 0 || tables != Tables(expected))
        {
            throw NodeStoreException.Damaged(path, $"it has not the tables of version {version}");
        }
    }

    private static int Version(SqliteConnection connection) => (int)connection.Number("PRAGMA user_version");

    private static string Tables(SqliteConnection connection) =>
        Convert.ToString(
            connection.Run(
                "SELECT group_concat(type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, ''), char(10)) FROM sqlite_schema"
            ),
            CultureInfo.InvariantCulture
        ) ?? string.Empty;
}
