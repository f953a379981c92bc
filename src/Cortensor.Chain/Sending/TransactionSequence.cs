using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;

namespace Cortensor.Chain.Sending;

/// <summary>Several transactions of one key in a fixed order, in as few blocks as they fit.</summary>
public static class TransactionSequence
{
    /// <summary>
    /// Estimates side by side, hands over in order, then waits for all receipts. Each must be legal before any of them is mined.
    /// </summary>
    /// <exception cref="Contracts.ContractRevertException">A contract refused; when it did so before sending, nothing was sent.</exception>
    /// <exception cref="TransactionFailedException">A transaction did not come about; those before it may have.</exception>
    public static async Task<IReadOnlyList<TransactionReceipt>> ExecuteInOrderAsync(
        this TransactionSender sender,
        IReadOnlyList<TransactionIntent> intents,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(intents);
        TransactionIntent[] prepared = await Task.WhenAll(intents.Select(intent => sender.PrepareAsync(intent, cancellationToken)));
        List<SignedTransaction> sent = [];
        foreach (TransactionIntent intent in prepared)
        {
            sent.Add(await sender.SendTrackedAsync(intent, cancellationToken));
        }

        return await Task.WhenAll(sent.Select(transaction => sender.WaitAsync(transaction, cancellationToken)));
    }
}
