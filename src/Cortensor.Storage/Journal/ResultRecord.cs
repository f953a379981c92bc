using System.Buffers.Binary;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Storage.Journal;

/// <summary>What a result journal's records say: a result was stored (1: session, task, digest, bytes) or removed (2: session, task).</summary>
internal static class ResultRecord
{
    private const byte Stored = 1;
    private const byte Removed = 2;
    private const int KeySize = 1 + (2 * sizeof(ulong));

    public static byte[] EncodeStored(ResultJournalEntry entry)
    {
        byte[] record = new byte[KeySize + Hash32.Size + entry.Bytes.Length];
        WriteKey(record, Stored, (entry.Session, entry.Task));
        entry.Digest.CopyTo(record.AsSpan(KeySize));
        entry.Bytes.Span.CopyTo(record.AsSpan(KeySize + Hash32.Size));
        return record;
    }

    public static byte[] EncodeRemoved((SessionId Session, TaskId Task) key)
    {
        byte[] record = new byte[KeySize];
        WriteKey(record, Removed, key);
        return record;
    }

    /// <summary>Plays one record onto what earlier ones left.</summary>
    /// <exception cref="InvalidDataException">The record is of a kind or shape this version does not know.</exception>
    public static void Apply(byte[] record, IDictionary<(SessionId Session, TaskId Task), ResultJournalEntry> entries)
    {
        if (record.Length < KeySize)
            throw new InvalidDataException("A journal record is too short.");

        (SessionId Session, TaskId Task) key = (
            new SessionId(BinaryPrimitives.ReadUInt64BigEndian(record.AsSpan(1))),
            new TaskId(BinaryPrimitives.ReadUInt64BigEndian(record.AsSpan(1 + sizeof(ulong)))));
        switch (record[0])
        {
            case Stored when record.Length >= KeySize + Hash32.Size:
                entries[key] = DecodeStored(key, record);
                break;
            case Removed when record.Length == KeySize:
                _ = entries.Remove(key);
                break;
            default:
                throw new InvalidDataException($"A journal record has the unknown kind {record[0]} or a wrong length.");
        }
    }

    private static ResultJournalEntry DecodeStored((SessionId Session, TaskId Task) key, byte[] record)
    {
        Hash32 digest = new(record.AsSpan(KeySize, Hash32.Size));
        ReadOnlyMemory<byte> bytes = record.AsMemory(KeySize + Hash32.Size);
        return CanonicalJson.Digest(bytes.Span) == digest
            ? new ResultJournalEntry(key.Session, key.Task, digest, bytes)
            : throw new InvalidDataException("A journalled result does not match its digest.");
    }

    private static void WriteKey(Span<byte> record, byte kind, (SessionId Session, TaskId Task) key)
    {
        record[0] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(record[1..], key.Session.Value);
        BinaryPrimitives.WriteUInt64BigEndian(record[(1 + sizeof(ulong))..], key.Task.Value);
    }
}
