using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Everything the next step depends on: the chain's part from one snapshot, the worker's own part from its fields.</summary>
internal sealed record WorkerFacts
{
    public required SlotStatus SlotStatus { get; init; }

    /// <summary>Null while the chain does not show the task.</summary>
    public required QueueTask? Task { get; init; }

    public required QueueParameters Parameters { get; init; }

    /// <summary>Chain time.</summary>
    public required ulong Now { get; init; }

    /// <summary>Time between blocks as seen lately, seconds.</summary>
    public ulong BlockSeconds { get; init; }

    public WorkStage Work { get; init; }

    /// <summary>Whether the run waits for a slot of the engine.</summary>
    public bool InQueue { get; init; }

    /// <summary>Nothing is left to do for the chain: the task ended, the slot was closed, or no assignment came.</summary>
    public bool IsOver { get; init; }

    /// <summary>A client still waits for tokens or <c>done</c>.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Fetching may be tried on this head.</summary>
    public bool MayFetch { get; init; }

    /// <summary>Journalling may be tried on this head.</summary>
    public bool MayJournal { get; init; }

    /// <summary>A router is there to take the result and has not confirmed it.</summary>
    public bool MayHandOver { get; init; }

    /// <summary>The router has the result in hand and is about to confirm it.</summary>
    public bool AwaitsStored { get; init; }

    /// <summary>The task is paid and its router has not confirmed the result yet: the client may still need it.</summary>
    public bool OwesResult { get; init; }

    /// <summary>Precommitted to a result that is not here: nothing can open the commitment.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether the account pays for this slot's bond.</summary>
    public BondFunding Bond { get; init; }

    /// <summary>Whether a move may be tried on this head: none is on its way, and this one was not made or refused already.</summary>
    public Func<WorkerStep, bool> May { get; init; } = static _ => true;
}
