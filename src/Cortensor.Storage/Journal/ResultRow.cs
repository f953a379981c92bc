using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Journal;

/// <summary>
/// A result as a row. SQLite has no checksum of pages, so each row carries a seal: the SHA-256 of everything that it says.
/// </summary>
internal static class ResultRow
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "chain, queue, session, task, bytes, seal";

    /// <summary>The row under the reader; null when it is not what was written.</summary>
    public static ResultJournalEntry? Read(SqliteDataReader reader)
    {
        byte[] bytes = reader.GetFieldValue<byte[]>(4);
        ResultJournalEntry entry = new(
            new SessionId(unchecked((ulong)reader.GetInt64(2))),
            new TaskId(unchecked((ulong)reader.GetInt64(3))),
            CanonicalJson.Digest(bytes),
            bytes
        );
        return reader.GetFieldValue<byte[]>(5).AsSpan().SequenceEqual(Seal(reader.GetInt64(0), reader.GetString(1), entry)) ? entry : null;
    }

    /// <summary>The seal of a result in the columns that name its chain and queue.</summary>
    public static byte[] Seal(long chain, string queue, ResultJournalEntry entry)
    {
        byte[] said = new byte[(3 * sizeof(long)) + Hash32.Size + Encoding.UTF8.GetByteCount(queue)];
        BinaryPrimitives.WriteInt64BigEndian(said, chain);
        BinaryPrimitives.WriteUInt64BigEndian(said.AsSpan(8), entry.Session.Value);
        BinaryPrimitives.WriteUInt64BigEndian(said.AsSpan(16), entry.Task.Value);
        entry.Digest.CopyTo(said.AsSpan(24));
        _ = Encoding.UTF8.GetBytes(queue, said.AsSpan(24 + Hash32.Size));
        return SHA256.HashData(said);
    }
}
