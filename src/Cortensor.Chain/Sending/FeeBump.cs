using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>Replaces a stuck transaction by one with the same nonce and the same effect that pays more.</summary>
/// <remarks>Nodes take a replacement only when fee cap and tip both rise by a tenth or more (geth's <c>txpool.pricebump</c>).</remarks>
internal sealed class FeeBump(
    EthClient client,
    TransactionDelivery delivery,
    ISigner signer,
    SendingOptions options,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Signs and hands over a dearer version when the last one has waited long enough and the cap allows it.</summary>
    /// <param name="open">The transaction.</param>
    /// <param name="isRefused">The node will not have the present version any more: no use in waiting.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public async Task TryAsync(OpenTransaction open, bool isRefused, CancellationToken cancellationToken)
    {
        if (options.BumpAfter == TimeSpan.Zero || (!isRefused && time.GetElapsedTime(open.PricedAt) < options.BumpAfter))
        {
            return;
        }

        if (Raise(open.Latest.Transaction, await client.GetFeesAsync(cancellationToken)) is not { } dearer)
        {
            if (!open.IsAtFeeCap)
            {
                open.IsAtFeeCap = true;
                Log.FeeCapReached(logger, open.Latest.Hash, options.MaxFeePerGas);
            }

            return;
        }

        SignedTransaction signed = await dearer.SignAsync(signer, cancellationToken);
        Log.Bumped(logger, open.Latest.Hash, signed.Hash, dearer.MaxFeePerGas, dearer.MaxPriorityFeePerGas);
        open.Add(signed);
        open.PricedAt = time.GetTimestamp();
        try
        {
            await delivery.HandOverAsync(open, cancellationToken);
        }
        catch (TransactionFailedException refused) when (refused.Code is SendingCode.Refused or SendingCode.Unreachable)
        {
            open.Remove(signed);
            Log.BumpRefused(logger, signed.Hash, refused.Message);
        }
    }

    /// <summary>
    /// The same transaction at the price of now, and at least as much dearer as nodes ask for; null when that is more than allowed, or when
    /// all that is allowed is less than the base fee.
    /// </summary>
    internal UnsignedTransaction? Raise(UnsignedTransaction stuck, FeeEstimate fees)
    {
        BigInteger leastTip = Dearer(stuck.MaxPriorityFeePerGas);
        BigInteger leastFee = Dearer(stuck.MaxFeePerGas);
        if (leastFee > options.MaxFeePerGas)
        {
            return null;
        }

        BigInteger tip = BigInteger.Min(BigInteger.Max(leastTip, fees.MedianTip), BigInteger.Max(leastTip, options.MaxFeePerGas));
        BigInteger fee = BigInteger.Min(BigInteger.Max(leastFee, (fees.BaseFeePerGas * 2) + tip), options.MaxFeePerGas);
        return tip > fee || fee < fees.BaseFeePerGas ? null : stuck with { MaxFeePerGas = fee, MaxPriorityFeePerGas = tip };
    }

    private BigInteger Dearer(BigInteger fee) => (fee * (100 + options.BumpPercent) / 100) + 1;
}
