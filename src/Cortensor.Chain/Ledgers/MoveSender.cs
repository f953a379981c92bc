using System.Diagnostics;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers;

/// <summary>
/// Makes moves of one account. The gas estimate already finds out what a contract refuses, at no cost; a move that became illegal on its
/// way into a block is refused just the same, for the reason the contract gives on that block's state.
/// </summary>
internal sealed class MoveSender(TransactionSender sender, MoveInstruments? instruments = null)
{
    private readonly TransactionPipeline _pipeline = new(sender);

    public Address Actor => sender.Account;

    public EthClient Client => sender.Client;

    public ulong ChainId => sender.ChainId;

    public async Task<MoveResult> MoveAsync(Address contract, IContractCall call, CancellationToken cancellationToken)
    {
        (MoveResult result, _) = await ExecuteAsync(TransactionIntent.Call(contract, call), cancellationToken);
        return result;
    }

    /// <summary>
    /// As <see cref="MoveAsync"/>, for moves of which each builds on the one before: made in the order of the calls, many of them in one
    /// block.
    /// </summary>
    /// <param name="contract">The contract.</param>
    /// <param name="call">The move.</param>
    /// <param name="kind">Moves of one kind need about the same gas.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MoveResult> MoveInLineAsync(Address contract, IContractCall call, int kind, CancellationToken cancellationToken)
    {
        (MoveResult result, _) = await CountAsync(
            () => _pipeline.ExecuteAsync(TransactionIntent.Call(contract, call), kind, cancellationToken),
            cancellationToken
        );
        return result;
    }

    /// <summary>The result, and the receipt with the move's events when it was made.</summary>
    /// <exception cref="ContractRevertException">A revert that is no refusal: a panic, or an error this program does not know.</exception>
    /// <exception cref="TransactionFailedException">The transaction did not come about.</exception>
    public Task<(MoveResult Result, TransactionReceipt? Receipt)> ExecuteAsync(
        TransactionIntent intent,
        CancellationToken cancellationToken
    ) => CountAsync(() => sender.ExecuteAsync(intent, cancellationToken), cancellationToken);

    private async Task<(MoveResult Result, TransactionReceipt? Receipt)> CountAsync(
        Func<Task<TransactionReceipt>> making,
        CancellationToken cancellationToken
    )
    {
        long asked = Stopwatch.GetTimestamp();
        instruments?.Began();
        try
        {
            TransactionReceipt receipt = await making();
            BlockHeader block = await sender.GetBlockAsync(receipt, cancellationToken);
            instruments?.Made(receipt.GasUsed, Stopwatch.GetElapsedTime(asked));
            return (
                MoveResult.Of(new MoveReceipt(receipt.TransactionHash, receipt.BlockNumber, block.Timestamp, receipt.GasUsed)),
                receipt
            );
        }
        catch (ContractRevertException reverted) when (RevertRefusals.Read(reverted.RevertData) is { } refusal)
        {
            instruments?.Refused(refusal.Code);
            return (MoveResult.Of(refusal), null);
        }
        catch (Exception broken)
        {
            instruments?.Failed(CodeOf(broken));
            throw;
        }
    }

    private static string CodeOf(Exception failure) =>
        failure switch
        {
            TransactionFailedException failed => failed.Code.ToString(),
            RpcUnreachableException => "Unreachable",
            OperationCanceledException => "Cancelled",
            ContractRevertException => "Reverted",
            _ => "Broken",
        };
}
