using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>
/// Waits until a block holds a transaction deep enough; hands it over again when the nodes forgot it, and pays more when it is stuck.
/// </summary>
internal sealed class TransactionAwaiter(
    EthClient client,
    TransactionDelivery delivery,
    FeeBump bump,
    ISigner signer,
    SendingOptions options,
    TimeProvider time,
    ILogger logger
)
{
    private const int PollsPerCheck = 10;
    private const int ChecksUntilReplaced = 3;

    public async Task<TransactionReceipt> WaitAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (int poll = 1; ; poll++)
        {
            try
            {
                if (await FindConfirmedAsync(open, cancellationToken) is { } receipt)
                {
                    return receipt;
                }

                if (poll % PollsPerCheck == 0)
                {
                    await CheckAsync(open, cancellationToken);
                }
            }
            catch (Exception failure)
                when (failure is RpcUnreachableException or JsonRpcException or TransactionFailedException { Code: SendingCode.Unreachable }
                )
            {
                Log.NotToldYet(logger, open.Latest.Hash, poll, failure.Message);
            }

            if (time.GetElapsedTime(start) >= options.ReceiptTimeout)
            {
                SendingCode code = open.IsAtFeeCap ? SendingCode.FeeCapReached : SendingCode.NotMined;
                throw new TransactionFailedException(
                    code,
                    $"No block took {open.Latest.Hash} within {options.ReceiptTimeout}.",
                    open.Latest
                );
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    // Any version may have been the one: they have the same nonce and the same effect. A receipt counts only while its block is on the
    // chain.
    private async Task<TransactionReceipt?> FindConfirmedAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        foreach (SignedTransaction version in open.Versions)
        {
            if (await client.GetReceiptAsync(version.Hash, cancellationToken) is { } receipt)
            {
                open.TimesDisplaced = 0;
                return await IsConfirmedAsync(receipt, cancellationToken) ? receipt : null;
            }
        }

        return null;
    }

    private async Task<bool> IsConfirmedAsync(TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        Task<BlockHeader?> looking = client.GetHeaderAsync(BlockTag.At(receipt.BlockNumber), cancellationToken);
        BlockHeader? head = await client.GetHeaderAsync(BlockTag.Latest, cancellationToken);
        BlockHeader? holder = await looking;
        return holder?.Hash == receipt.BlockHash
            && head is not null
            && head.Number + 1 >= receipt.BlockNumber + (ulong)options.Confirmations;
    }

    private async Task CheckAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        ulong mined = await client.GetNonceAsync(signer.Address, BlockTag.Latest, cancellationToken);
        if (mined > open.Nonce)
        {
            await CheckDisplacedAsync(open, cancellationToken);
            return;
        }

        open.TimesDisplaced = 0;
        bool isTaken =
            await client.KnowsTransactionAsync(open.Latest.Hash, cancellationToken)
            || await delivery.HandOverAgainAsync(open, cancellationToken);

        // Those behind wait for the first: only its fee is too low.
        if (mined == open.Nonce)
        {
            await bump.TryAsync(open, !isTaken, cancellationToken);
        }
    }

    // That a nonce is used and no receipt there may also be two nodes of different age: it must be seen several times before it is said
    // that this can never be mined.
    private async Task CheckDisplacedAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        foreach (SignedTransaction version in open.Versions)
        {
            if (await client.GetReceiptAsync(version.Hash, cancellationToken) is not null)
            {
                open.TimesDisplaced = 0;
                return;
            }
        }

        if (++open.TimesDisplaced >= ChecksUntilReplaced)
        {
            throw new TransactionFailedException(
                SendingCode.Replaced,
                $"Nonce {open.Nonce} was used by another transaction than {open.Latest.Hash}.",
                open.Latest
            );
        }
    }
}
