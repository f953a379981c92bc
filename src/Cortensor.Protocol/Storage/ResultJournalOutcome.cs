namespace Cortensor.Protocol.Storage;

/// <summary>What became of a result handed to the journal.</summary>
public enum ResultJournalOutcome
{
    /// <summary>It is on disk now.</summary>
    Stored = 0,

    /// <summary>The same bytes were there already.</summary>
    AlreadyStored = 1,

    /// <summary>Another result of the task is there and stays: a result is hashed once and never changed (protocol section 4).</summary>
    Conflict = 2,
}
