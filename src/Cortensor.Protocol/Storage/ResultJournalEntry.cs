using Cortensor.Primitives;

namespace Cortensor.Protocol.Storage;

/// <summary>A result that is promised on chain or about to be.</summary>
/// <param name="Session">The session.</param>
/// <param name="Task">The task.</param>
/// <param name="Digest">sha-256 of <paramref name="Bytes"/>, as the commitment binds it.</param>
/// <param name="Bytes">The canonical result object.</param>
public sealed record ResultJournalEntry(SessionId Session, TaskId Task, Hash32 Digest, ReadOnlyMemory<byte> Bytes);
