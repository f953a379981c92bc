using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Journal;

/// <summary>A result as a row of its chain and queue. SQLite has no checksum of pages, so each row carries a seal: the SHA-256 of everything that it says.</summary>
internal sealed class ResultRow(ulong chainId, Address queue)
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "session, task, bytes, seal";

    private readonly string _queue = queue.ToString();

    /// <summary>Values of the columns that name a result; SQLite's integers are signed.</summary>
    public (string Name, object Value)[] Key(SessionId session, TaskId task) =>
        [.. Owner, ("$session", unchecked((long)session.Value)), ("$task", unchecked((long)task.Value))];

    /// <summary>Values of the columns that all results of this chain and queue share.</summary>
    public (string Name, object Value)[] Owner => [("$chain", unchecked((long)chainId)), ("$queue", _queue)];

    /// <summary>Values of the other columns.</summary>
    public (string Name, object Value)[] Content(ResultJournalEntry entry) => [("$bytes", entry.Bytes.ToArray()), ("$seal", Seal(entry))];

    /// <summary>The row under the reader; null when it is not what was written.</summary>
    public ResultJournalEntry? Read(SqliteDataReader reader)
    {
        byte[] bytes = reader.GetFieldValue<byte[]>(2);
        ResultJournalEntry entry = new(
            new SessionId(unchecked((ulong)reader.GetInt64(0))), new TaskId(unchecked((ulong)reader.GetInt64(1))), CanonicalJson.Digest(bytes), bytes);
        return reader.GetFieldValue<byte[]>(3).AsSpan().SequenceEqual(Seal(entry)) ? entry : null;
    }

    private byte[] Seal(ResultJournalEntry entry)
    {
        byte[] said = new byte[(3 * sizeof(ulong)) + Hash32.Size + Encoding.ASCII.GetByteCount(_queue)];
        BinaryPrimitives.WriteUInt64BigEndian(said, chainId);
        BinaryPrimitives.WriteUInt64BigEndian(said.AsSpan(8), entry.Session.Value);
        BinaryPrimitives.WriteUInt64BigEndian(said.AsSpan(16), entry.Task.Value);
        entry.Digest.CopyTo(said.AsSpan(24));
        _ = Encoding.ASCII.GetBytes(_queue, said.AsSpan(24 + Hash32.Size));
        return SHA256.HashData(said);
    }
}
