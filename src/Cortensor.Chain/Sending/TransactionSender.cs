using System.Numerics;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>Sends the transactions of one key and waits for their receipts. Safe for many callers at once; one instance per key and chain.</summary>
public sealed class TransactionSender(
    EthClient client, ISigner signer, ulong chainId, SendingOptions options, TimeProvider time, ILogger<TransactionSender> logger) : IDisposable
{
    private readonly NonceManager _nonces = new(client, signer.Address);
    private readonly TransactionDelivery _delivery = new(client, options, time, logger);

    /// <summary>The account that sends.</summary>
    public Address Account => signer.Address;

    /// <summary>The chain it sends to.</summary>
    public ulong ChainId => chainId;

    /// <summary>Asks that chain's node.</summary>
    public EthClient Client => client;

    /// <summary>Sends and waits.</summary>
    /// <exception cref="ContractRevertException">The contract refused, before sending or in the block.</exception>
    /// <exception cref="TransactionFailedException">The transaction did not come about.</exception>
    public async Task<TransactionReceipt> ExecuteAsync(TransactionIntent intent, CancellationToken cancellationToken = default) =>
        await WaitAsync(await SendAsync(intent, cancellationToken), cancellationToken);

    /// <summary>Estimates, prices, signs and hands over; returns once the node has taken the transaction.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<SignedTransaction> SendAsync(TransactionIntent intent, CancellationToken cancellationToken = default)
    {
        ulong gasLimit = (await PrepareAsync(intent, cancellationToken)).GasLimit!.Value;
        FeeEstimate fees = await client.GetFeesAsync(cancellationToken);
        BigInteger tip = BigInteger.Max(fees.MedianTip, BigInteger.One);
        BigInteger maxFee = (fees.BaseFeePerGas * 2) + tip; // six full blocks double the base fee at most
        if (fees.BaseFeePerGas + tip > options.MaxFeePerGas)
        {
            throw new TransactionFailedException(SendingCode.FeeTooHigh, $"Gas costs {fees.BaseFeePerGas + tip} wei, more than the {options.MaxFeePerGas} allowed.");
        }

        UnsignedTransaction draft = new()
        {
            ChainId = chainId,
            To = intent.To,
            Data = intent.Data,
            Value = intent.Value,
            GasLimit = gasLimit,
            MaxFeePerGas = BigInteger.Min(maxFee, options.MaxFeePerGas),
            MaxPriorityFeePerGas = tip,
        };
        return await DeliverAsync(draft, cancellationToken);
    }

    /// <summary>The intent with a gas limit: estimated now unless it has one, which finds out a revert before it costs anything.</summary>
    /// <exception cref="ContractRevertException">The contract would refuse.</exception>
    public async Task<TransactionIntent> PrepareAsync(TransactionIntent intent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return intent.GasLimit is null ? intent with { GasLimit = await EstimateAsync(intent, cancellationToken) } : intent;
    }

    /// <summary>The header of the block that holds a transaction; waits for a node that has not got as far as the one that gave the receipt.</summary>
    /// <exception cref="RpcUnreachableException">No node knew the block in time.</exception>
    public Task<BlockHeader> GetBlockAsync(TransactionReceipt receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return _delivery.GetBlockAsync(receipt, cancellationToken);
    }

    /// <summary>Waits until a block holds the transaction (and as many follow as the options ask).</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public async Task<TransactionReceipt> WaitAsync(SignedTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        TransactionReceipt receipt = await _delivery.WaitAsync(transaction, Account, cancellationToken);
        return receipt.Succeeded ? receipt : throw await ExplainAsync(transaction, receipt, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _nonces.Dispose();

    private async Task<SignedTransaction> DeliverAsync(UnsignedTransaction draft, CancellationToken cancellationToken)
    {
        // A second round only when somebody else used the key in between: the first failure makes the manager ask for the nonce again.
        for (int round = 1; ; round++)
        {
            try
            {
                return await _nonces.UseAsync(
                    async (nonce, cancellation) =>
                    {
                        SignedTransaction signed = await (draft with { Nonce = nonce }).SignAsync(signer, cancellation);
                        await _delivery.HandOverAsync(signed, cancellation);
                        return signed;
                    },
                    cancellationToken);
            }
            catch (TransactionFailedException stale)
                when (round == 1 && stale.InnerException is JsonRpcException refused && refused.NodeMessage.Contains("nonce", StringComparison.OrdinalIgnoreCase))
            {
                Log.NonceResynced(logger, Account, refused.NodeMessage);
            }
        }
    }

    private async Task<ulong> EstimateAsync(TransactionIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            ulong estimate = await client.EstimateGasAsync(new CallRequest(intent.To, intent.Data, Account, intent.Value), cancellationToken);
            return estimate + (estimate * (ulong)options.GasMarginPercent / 100);
        }
        catch (JsonRpcException refused) when (Reverts.TryRead(refused, out ReadOnlyMemory<byte> data))
        {
            throw new ContractRevertException(intent.To, data, inner: refused);
        }
    }

    // A receipt does not say why: the same message is executed again on the block's state, which gives the reason unless later transactions changed it.
    private async Task<ContractRevertException> ExplainAsync(SignedTransaction signed, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        UnsignedTransaction transaction = signed.Transaction;
        try
        {
            CallRequest replay = new(transaction.To, transaction.Data, Account, transaction.Value);
            _ = await client.CallAsync(replay, BlockTag.At(receipt.BlockNumber), cancellationToken);
            return new ContractRevertException(transaction.To, default, signed.Hash);
        }
        catch (JsonRpcException refused)
        {
            return new ContractRevertException(transaction.To, refused.RevertData ?? default, signed.Hash, refused);
        }
    }
}
