namespace Cortensor.Node.Start;

/// <summary>What a starting node has done, in order; it stops in the reverse order. The number stands in the log.</summary>
public enum NodeStage
{
    /// <summary>Options are read and the key is open.</summary>
    Configured = 1,

    /// <summary>The chain answers, has the right id and holds the contracts.</summary>
    ChainFound = 2,

    /// <summary>The model is loaded; miners only.</summary>
    EngineReady = 3,

    /// <summary>The node sees the chain's events up to the head.</summary>
    ViewFresh = 4,

    /// <summary>Roles run and the HTTP surface listens.</summary>
    Serving = 5,

    /// <summary>No new work is taken.</summary>
    Stopping = 6,

    /// <summary>Everything is put away.</summary>
    Stopped = 7,
}
