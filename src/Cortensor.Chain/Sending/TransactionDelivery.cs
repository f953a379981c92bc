using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>Gets signed bytes into a block: hands the same bytes over again when the answer is lost or the node forgot them, never different ones.</summary>
internal sealed class TransactionDelivery(EthClient client, SendingOptions options, TimeProvider time, ILogger logger)
{
    private const int PollsPerCheck = 10;
    private const int BlockAttempts = 50;

    public async Task HandOverAsync(SignedTransaction signed, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _ = await client.SendRawAsync(signed.Encoded, cancellationToken);
                return;
            }
            catch (JsonRpcException refused)
            {
                // "already known" and "nonce too low" are what success looks like when an earlier attempt arrived and its answer did not.
                if (await client.KnowsTransactionAsync(signed.Hash, cancellationToken))
                {
                    return;
                }

                throw new TransactionFailedException(SendingCode.Refused, $"The node refused {signed.Hash}: {refused.NodeMessage}", signed, refused);
            }
            catch (RpcUnreachableException lost)
            {
                Log.AnswerLost(logger, signed.Hash, attempt, lost.Message);
                if (attempt >= options.MaxAttempts)
                {
                    throw new TransactionFailedException(SendingCode.AnswerLost, $"No answer for {signed.Hash} after {attempt} attempts.", signed, lost);
                }
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    public async Task<TransactionReceipt> WaitAsync(SignedTransaction signed, Address account, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (int poll = 1; ; poll++)
        {
            try
            {
                if (await GetConfirmedAsync(signed.Hash, cancellationToken) is { } receipt)
                {
                    return receipt;
                }

                if (poll % PollsPerCheck == 0)
                {
                    await CheckAsync(signed, account, cancellationToken);
                }
            }
            catch (RpcUnreachableException lost)
            {
                Log.AnswerLost(logger, signed.Hash, poll, lost.Message);
            }

            if (time.GetElapsedTime(start) >= options.ReceiptTimeout)
            {
                throw new TransactionFailedException(SendingCode.NotMined, $"No block took {signed.Hash} within {options.ReceiptTimeout}.", signed);
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    public async Task<BlockHeader> GetBlockAsync(TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (await client.GetHeaderAsync(BlockTag.At(receipt.BlockNumber), cancellationToken) is { } header)
                {
                    return header;
                }
            }
            catch (RpcUnreachableException lost) when (attempt < BlockAttempts)
            {
                Log.AnswerLost(logger, receipt.TransactionHash, attempt, lost.Message);
            }

            if (attempt >= BlockAttempts)
            {
                throw new RpcUnreachableException("eth_getBlockByNumber", $"no node knows block {receipt.BlockNumber}, which holds {receipt.TransactionHash}");
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    private async Task<TransactionReceipt?> GetConfirmedAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        TransactionReceipt? receipt = await client.GetReceiptAsync(hash, cancellationToken);
        if (receipt is null || options.Confirmations == 1)
        {
            return receipt;
        }

        BlockHeader? head = await client.GetHeaderAsync(BlockTag.Latest, cancellationToken);
        return head is not null && head.Number + 1 >= receipt.BlockNumber + (ulong)options.Confirmations ? receipt : null;
    }

    private async Task CheckAsync(SignedTransaction signed, Address account, CancellationToken cancellationToken)
    {
        if (await client.KnowsTransactionAsync(signed.Hash, cancellationToken))
        {
            return;
        }

        if (await client.GetNonceAsync(account, BlockTag.Latest, cancellationToken) > signed.Transaction.Nonce
            && await client.GetReceiptAsync(signed.Hash, cancellationToken) is null)
        {
            throw new TransactionFailedException(SendingCode.Replaced, $"Nonce {signed.Transaction.Nonce} was used by another transaction than {signed.Hash}.", signed);
        }

        Log.HandedOverAgain(logger, signed.Hash);
        await HandOverAsync(signed, cancellationToken);
    }
}
