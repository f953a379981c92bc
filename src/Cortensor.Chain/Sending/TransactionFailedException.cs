using Cortensor.Chain.Transactions;

namespace Cortensor.Chain.Sending;

/// <summary>A transaction did not come about for a reason other than the contract's refusal.</summary>
public sealed class TransactionFailedException(
    SendingCode code,
    string message,
    SignedTransaction? transaction = null,
    Exception? inner = null
) : Exception(message, inner)
{
    /// <summary>The reason.</summary>
    public SendingCode Code { get; } = code;

    /// <summary>
    /// The signed bytes when there are any: where the code says that it may still be mined, wait for this hash before acting again.
    /// </summary>
    public SignedTransaction? Transaction { get; } = transaction;
}
