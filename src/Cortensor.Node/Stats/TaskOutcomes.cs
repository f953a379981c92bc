namespace Cortensor.Node.Stats;

/// <summary>Words for what became of a task, as metrics and statistics use them.</summary>
internal static class TaskOutcomes
{
    /// <summary>Router: the task was completed.</summary>
    public const string Completed = "completed";

    /// <summary>The task failed and was refunded.</summary>
    public const string Failed = "failed";

    /// <summary>Miner: its answer was accepted and paid.</summary>
    public const string Accepted = "accepted";

    /// <summary>Miner: the task was completed without its answer.</summary>
    public const string Rejected = "rejected";

    /// <summary>Miner: its slot was closed and given to another.</summary>
    public const string HandedOn = "handed_on";
}
