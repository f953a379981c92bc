namespace Cortensor.Chain.Transactions;

/// <summary>The kinds of transactions (EIP-2718). The number is the first byte on the wire; legacy transactions have none.</summary>
public enum TransactionType : byte
{
    /// <summary>Before EIP-2718; replay protection by EIP-155 when a chain id is given.</summary>
    Legacy = 0,

    /// <summary>EIP-2930: with an access list.</summary>
    AccessList = 1,

    /// <summary>EIP-1559: with a fee cap and a tip. What the network sends.</summary>
    DynamicFee = 2,

    /// <summary>EIP-4844: refers to blobs. Encoded for completeness; the blobs themselves are not carried.</summary>
    Blob = 3,
}
