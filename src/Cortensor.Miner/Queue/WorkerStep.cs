namespace Cortensor.Miner.Queue;

/// <summary>What a worker does next. The names of moves are those of the session queue.</summary>
internal enum WorkerStep
{
    /// <summary>Nothing until something changes.</summary>
    Wait,

    /// <summary>Leave the task.</summary>
    End,

    /// <summary>Get the request object by its digest.</summary>
    Fetch,

    /// <summary>Start the model.</summary>
    Infer,

    /// <summary>Make the result durable.</summary>
    Journal,

    /// <summary>On chain: working on it.</summary>
    Ack,

    /// <summary>On chain: cannot do it.</summary>
    Decline,

    /// <summary>On chain: bind to the result.</summary>
    Precommit,

    /// <summary>Give the result to the router.</summary>
    HandOver,

    /// <summary>On chain: open the commitment.</summary>
    Commit,

    /// <summary>On chain: the result in one move, when it is the only answer wanted.</summary>
    Deliver,
}
