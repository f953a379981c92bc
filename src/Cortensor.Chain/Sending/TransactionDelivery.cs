using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Sending;

/// <summary>Gets signed bytes to a node: hands the same bytes over again when the answer is lost, never different ones.</summary>
internal sealed class TransactionDelivery(EthClient client, SendingOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Hands over for the first time, or a dearer version.</summary>
    /// <exception cref="TransactionFailedException">The code says whether the bytes may still arrive.</exception>
    public async Task HandOverAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        SignedTransaction signed = open.Latest;
        bool mayHaveArrived = false;
        for (int attempt = 1; ; attempt++)
        {
            bool isLast = attempt >= options.MaxAttempts;
            try
            {
                _ = await client.SendRawAsync(signed.Encoded, cancellationToken);
                open.TakenAt = time.GetTimestamp();
                return;
            }
            catch (JsonRpcException refused)
            {
                NodeRefusal reason = NodeRefusals.Read(refused.NodeMessage);
                if (reason == NodeRefusal.AlreadyKnown || await IsKnownAsync(signed, cancellationToken))
                {
                    open.TakenAt = time.GetTimestamp();
                    return;
                }

                // After a lost answer a nonce that is taken is most likely taken by these very bytes, and this node has not heard of them:
                // no refusal.
                if (!mayHaveArrived || reason == NodeRefusal.Other)
                {
                    throw new TransactionFailedException(
                        SendingCode.Refused,
                        $"The node refused {signed.Hash}: {refused.NodeMessage}",
                        signed,
                        refused
                    );
                }

                if (isLast)
                {
                    throw new TransactionFailedException(
                        SendingCode.AnswerLost,
                        $"{signed.Hash} may have arrived: {refused.NodeMessage}",
                        signed,
                        refused
                    );
                }
            }
            catch (RpcUnreachableException lost)
            {
                mayHaveArrived |= lost.MayHaveArrived;
                Log.AnswerLost(logger, signed.Hash, attempt, lost.Message);
                if (isLast)
                {
                    SendingCode code = mayHaveArrived ? SendingCode.AnswerLost : SendingCode.Unreachable;
                    throw new TransactionFailedException(code, $"No answer for {signed.Hash} after {attempt} attempts.", signed, lost);
                }
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    /// <summary>Hands over once more what a node had, or may have had, before.</summary>
    /// <returns>False when the node will not have it.</returns>
    /// <exception cref="TransactionFailedException">No node could be reached.</exception>
    public async Task<bool> HandOverAgainAsync(OpenTransaction open, CancellationToken cancellationToken)
    {
        Log.HandedOverAgain(logger, open.Latest.Hash);
        try
        {
            await HandOverAsync(open, cancellationToken);
            return true;
        }
        catch (TransactionFailedException failed) when (failed.Code == SendingCode.Refused)
        {
            return false;
        }
        catch (TransactionFailedException failed)
        {
            throw new TransactionFailedException(
                SendingCode.Unreachable,
                $"An earlier transaction, {open.Latest.Hash}, must arrive first: {failed.Message}",
                inner: failed
            );
        }
    }

    private async Task<bool> IsKnownAsync(SignedTransaction signed, CancellationToken cancellationToken)
    {
        try
        {
            return await client.KnowsTransactionAsync(signed.Hash, cancellationToken);
        }
        catch (RpcUnreachableException)
        {
            return false;
        }
    }
}
