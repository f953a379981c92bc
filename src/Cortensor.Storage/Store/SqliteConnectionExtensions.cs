using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Store;

/// <summary>Commands in one line.</summary>
internal static class SqliteConnectionExtensions
{
    /// <summary>A command with its values, in the transaction that is under way.</summary>
    public static SqliteCommand Command(
        this SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> values
    )
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            _ = command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>Runs it and gives the first column of the first row.</summary>
    public static object? Run(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.Command(sql);
        return command.ExecuteScalar();
    }

    /// <summary>Of a statement that gives one number.</summary>
    public static long Number(this SqliteConnection connection, string sql) =>
        Convert.ToInt64(connection.Run(sql), CultureInfo.InvariantCulture);
}
