namespace Cortensor.Protocol.Queue;

/// <summary>
/// Least advanced state of a task's open slots, or its outcome. Same members and order as <c>TaskState</c> in ISessionQueue.sol.
/// </summary>
public enum TaskState
{
    /// <summary>Submitted; at least one wanted slot is empty or has not answered yet.</summary>
    Queued = 0,

    /// <summary>Every open slot has acked; at least one has not precommitted.</summary>
    Acked = 1,

    /// <summary>Every open slot has precommitted; at least one has not committed.</summary>
    Precommitted = 2,

    /// <summary>Every slot of the frozen precommit set has committed.</summary>
    Committed = 3,

    /// <summary>Paid.</summary>
    Completed = 4,

    /// <summary>Refunded.</summary>
    Failed = 5,

    /// <summary>Reserved: no move leads here yet.</summary>
    Disputed = 6,
}
