using System.Numerics;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>
/// Sends the transactions of one key and waits for their receipts. Safe for many callers at once; one instance per key and chain.
/// </summary>
/// <remarks>
/// An intent has its effect once or not at all: whatever is lost on the way, only bytes with the same nonce go out for it.
/// </remarks>
public sealed class TransactionSender : IDisposable
{
    private const int NonceRounds = 3;
    private const int BlockAttempts = 50;

    private readonly SendingOptions _options;
    private readonly ISigner _signer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NonceManager _nonces;
    private readonly TransactionAwaiter _awaiter;

    /// <summary>A sender for the signer's account.</summary>
    public TransactionSender(
        EthClient client,
        ISigner signer,
        ulong chainId,
        SendingOptions options,
        TimeProvider time,
        ILogger<TransactionSender> logger
    )
    {
        ArgumentNullException.ThrowIfNull(signer);
        (Client, ChainId, _signer, _options, _time, _logger) = (client, chainId, signer, options, time, logger);
        TransactionDelivery delivery = new(client, options, time, logger);
        _nonces = new NonceManager(client, signer.Address, delivery, options, time);
        _awaiter = new TransactionAwaiter(
            client,
            delivery,
            new FeeBump(client, delivery, signer, options, time, logger),
            signer,
            options,
            time,
            logger
        );
    }

    /// <summary>The account that sends.</summary>
    public Address Account => _signer.Address;

    /// <summary>The chain it sends to.</summary>
    public ulong ChainId { get; }

    /// <summary>Asks that chain's node.</summary>
    public EthClient Client { get; }

    /// <summary>Takes what goes wrong on the way.</summary>
    internal ILogger Logger => _logger;

    /// <summary>Sends and waits.</summary>
    /// <exception cref="ContractRevertException">The contract refused, before sending or in the block.</exception>
    /// <exception cref="TransactionFailedException">The transaction did not come about.</exception>
    public async Task<TransactionReceipt> ExecuteAsync(TransactionIntent intent, CancellationToken cancellationToken = default) =>
        await WaitAsync(await SendTrackedAsync(intent, cancellationToken), cancellationToken);

    /// <summary>
    /// As <see cref="SendAsync"/>, for callers that wait afterwards: a lost answer is no failure yet, because the bytes are handed over
    /// again while waiting.
    /// </summary>
    internal async Task<SignedTransaction> SendTrackedAsync(TransactionIntent intent, CancellationToken cancellationToken) =>
        await SendTrackedAsync(await DraftAsync(await PrepareAsync(intent, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>As above, for what has its price and gas limit.</summary>
    internal async Task<SignedTransaction> SendTrackedAsync(UnsignedTransaction draft, CancellationToken cancellationToken)
    {
        try
        {
            return await DeliverAsync(draft, cancellationToken);
        }
        catch (TransactionFailedException lost) when (lost is { Code: SendingCode.AnswerLost, Transaction: not null })
        {
            return lost.Transaction;
        }
    }

    /// <summary>Estimates, prices, signs and hands over; returns once the node has taken the transaction.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<SignedTransaction> SendAsync(TransactionIntent intent, CancellationToken cancellationToken = default) =>
        await DeliverAsync(await DraftAsync(await PrepareAsync(intent, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>The transaction at the price of now: all but its nonce, and its gas limit when the intent has none.</summary>
    /// <exception cref="TransactionFailedException">Gas is too dear.</exception>
    internal async Task<UnsignedTransaction> DraftAsync(TransactionIntent intent, CancellationToken cancellationToken)
    {
        FeeEstimate fees = await Client.GetFeesAsync(cancellationToken);
        BigInteger tip = BigInteger.Max(fees.MedianTip, BigInteger.One);
        BigInteger maxFee = (fees.BaseFeePerGas * 2) + tip; // six full blocks double the base fee at most
        if (fees.BaseFeePerGas + tip > _options.MaxFeePerGas)
        {
            throw new TransactionFailedException(
                SendingCode.FeeTooHigh,
                $"Gas costs {fees.BaseFeePerGas + tip} wei, more than the {_options.MaxFeePerGas} allowed."
            );
        }

        return new UnsignedTransaction
        {
            ChainId = ChainId,
            To = intent.To,
            Data = intent.Data,
            Value = intent.Value,
            GasLimit = intent.GasLimit ?? 0,
            MaxFeePerGas = BigInteger.Min(maxFee, _options.MaxFeePerGas),
            MaxPriorityFeePerGas = tip,
        };
    }

    /// <summary>The intent with a gas limit: estimated now unless it has one, which finds out a revert before it costs anything.</summary>
    /// <exception cref="ContractRevertException">The contract would refuse.</exception>
    public async Task<TransactionIntent> PrepareAsync(TransactionIntent intent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return intent.GasLimit is null ? intent with { GasLimit = await EstimateAsync(intent, cancellationToken) } : intent;
    }

    /// <summary>
    /// The header of the block that holds a transaction; waits for a node that has not got as far as the one that gave the receipt.
    /// </summary>
    /// <exception cref="RpcUnreachableException">No node knew the block in time.</exception>
    public async Task<BlockHeader> GetBlockAsync(TransactionReceipt receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (await Client.GetHeaderAsync(BlockTag.At(receipt.BlockNumber), cancellationToken) is { } header)
                {
                    return header;
                }
            }
            catch (RpcUnreachableException lost) when (attempt < BlockAttempts)
            {
                Log.NotToldYet(_logger, receipt.TransactionHash, attempt, lost.Message);
            }

            if (attempt >= BlockAttempts)
            {
                throw new RpcUnreachableException(
                    "eth_getBlockByNumber",
                    $"no node knows block {receipt.BlockNumber}, which holds {receipt.TransactionHash}"
                );
            }

            await Task.Delay(_options.PollInterval, _time, cancellationToken);
        }
    }

    /// <summary>Waits until a block holds the transaction, or a dearer version of it, and as many follow as the options ask.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<TransactionReceipt> WaitAsync(SignedTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        OpenTransaction open = _nonces.Find(transaction);
        open.BeginWait();
        try
        {
            TransactionReceipt receipt = await _awaiter.WaitAsync(open, cancellationToken);
            _nonces.Close(open);
            return receipt.Succeeded ? receipt : throw await ExplainAsync(transaction, receipt, cancellationToken);
        }
        catch (TransactionFailedException replaced) when (replaced.Code == SendingCode.Replaced)
        {
            _nonces.Close(open);
            throw;
        }
        finally
        {
            open.EndWait();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _nonces.Dispose();

    private async Task<SignedTransaction> DeliverAsync(UnsignedTransaction draft, CancellationToken cancellationToken)
    {
        // Further rounds only when another program used the key in between. The bytes of the round before were refused at once and nobody
        // has them.
        for (int round = 1; ; round++)
        {
            try
            {
                return await _nonces.SendAsync(
                    (nonce, cancellation) => (draft with { Nonce = nonce }).SignAsync(_signer, cancellation),
                    cancellationToken
                );
            }
            catch (TransactionFailedException stale) when (round < NonceRounds && IsNonceTaken(stale))
            {
                Log.NonceResynced(_logger, Account, stale.Message);
            }
        }
    }

    private static bool IsNonceTaken(TransactionFailedException failed) =>
        failed is { Code: SendingCode.Refused, InnerException: JsonRpcException refused }
        && NodeRefusals.Read(refused.NodeMessage) is NodeRefusal.NonceTooLow or NodeRefusal.ReplacementUnderpriced;

    private async Task<ulong> EstimateAsync(TransactionIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            ulong estimate = await Client.EstimateGasAsync(
                new CallRequest(intent.To, intent.Data, Account, intent.Value),
                cancellationToken
            );
            return estimate + (estimate * (ulong)_options.GasMarginPercent / 100);
        }
        catch (JsonRpcException refused) when (Reverts.TryRead(refused, out ReadOnlyMemory<byte> data))
        {
            throw new ContractRevertException(intent.To, data, inner: refused);
        }
        catch (JsonRpcException refused)
        {
            throw new TransactionFailedException(SendingCode.Refused, $"The node does not estimate: {refused.NodeMessage}", inner: refused);
        }
    }

    // A receipt does not say why: the same message is executed again on the block's state, which gives the reason unless later transactions
    // changed it.
    private async Task<ContractRevertException> ExplainAsync(
        SignedTransaction signed,
        TransactionReceipt receipt,
        CancellationToken cancellationToken
    )
    {
        UnsignedTransaction transaction = signed.Transaction;
        CallRequest replay = new(transaction.To, transaction.Data, Account, transaction.Value);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _ = await Client.CallAsync(replay, BlockTag.At(receipt.BlockNumber), cancellationToken);
                return new ContractRevertException(transaction.To, default, receipt.TransactionHash);
            }
            catch (JsonRpcException refused)
            {
                return new ContractRevertException(transaction.To, refused.RevertData ?? default, receipt.TransactionHash, refused);
            }
            catch (RpcUnreachableException lost) when (attempt < _options.MaxAttempts)
            {
                Log.NotToldYet(_logger, receipt.TransactionHash, attempt, lost.Message);
            }

            await Task.Delay(_options.PollInterval, _time, cancellationToken);
        }
    }
}
