namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>Why a slot is in or out.</summary>
public enum AgreementReason
{
    /// <summary>Its centrality is within the threshold.</summary>
    Agrees = 0,

    /// <summary>The only answer wanted: there is nothing to compare it with.</summary>
    Alone = 1,

    /// <summary>Beyond the threshold, but no further out than the spread of the others: not accepted, no fault.</summary>
    Disputed = 2,

    /// <summary>
    /// Beyond the threshold and beyond the median + 3·MAD of all: an outlier, which costs reputation and triggers an audit, never a slash.
    /// </summary>
    Outlier = 3,

    /// <summary>The result does not match what the chain says (<see cref="ResultChecks"/>); it was not compared.</summary>
    InvalidResult = 4,
}
