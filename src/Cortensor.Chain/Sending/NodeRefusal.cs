namespace Cortensor.Chain.Sending;

/// <summary>What a node has against a transaction.</summary>
internal enum NodeRefusal
{
    /// <summary>Something of the transaction's own: no funds, no gas, a bad field.</summary>
    Other,

    /// <summary>It has these very bytes already: that is what success looks like when an earlier answer was lost.</summary>
    AlreadyKnown,

    /// <summary>A block holds a transaction with this nonce.</summary>
    NonceTooLow,

    /// <summary>Another transaction with this nonce waits and pays as much.</summary>
    ReplacementUnderpriced,
}
