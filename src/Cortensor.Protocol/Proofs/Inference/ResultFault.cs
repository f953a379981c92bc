namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>How a committed result does not match what the chain says.</summary>
public enum ResultFault
{
    /// <summary>It matches.</summary>
    None = 0,

    /// <summary>The slot has not committed.</summary>
    NotCommitted = 1,

    /// <summary>The result object cannot be fetched, or is no canonical result object.</summary>
    Unavailable = 2,

    /// <summary>The bytes have another digest than was committed.</summary>
    WrongDigest = 3,

    /// <summary>The object names another task.</summary>
    WrongTask = 4,

    /// <summary>The object names another miner.</summary>
    WrongMiner = 5,

    /// <summary>The miner declared, and would be paid for, other token counts than the object holds.</summary>
    WrongCounts = 6,

    /// <summary>More tokens than the task asked for.</summary>
    TooManyTokens = 7,

    /// <summary>The object has no text.</summary>
    NoText = 8,
}
