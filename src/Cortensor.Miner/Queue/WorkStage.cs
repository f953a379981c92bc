namespace Cortensor.Miner.Queue;

/// <summary>How far a worker's own work is.</summary>
internal enum WorkStage
{
    /// <summary>The request object is not here.</summary>
    NoRequest,

    /// <summary>It is on its way.</summary>
    Fetching,

    /// <summary>The request is here; the model has not started.</summary>
    Ready,

    /// <summary>The model runs, or waits for a slot.</summary>
    Running,

    /// <summary>There is a result, in memory only.</summary>
    Finished,

    /// <summary>The result is in the journal: it survives a power loss.</summary>
    Journalled,

    /// <summary>There will be no result, for a reason that checks.</summary>
    Refused,
}
