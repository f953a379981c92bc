using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;

namespace Cortensor.Chain.Sending;

/// <summary>
/// Transactions of one key each of which is legal only after the one before, in the order of the calls. The first is simulated; those
/// behind it are handed over without, so that one block can hold many.
/// </summary>
/// <remarks>
/// What every node can simulate is the newest block; not every one can on top of what waits. So a follower gets the gas of its kind with a
/// margin, and nonces keep the order. One that reverts because one before it did gets its turn again after that one's end, simulated this
/// time: it comes through, or it is refused for the reason the contract gives on a settled state. What reverted has used up its nonce and
/// cannot count later, so nothing happens twice.
/// </remarks>
internal sealed class TransactionPipeline(TransactionSender sender)
{
    /// <summary>Followers in flight at most, however many call.</summary>
    private const int MostAhead = 63;

    /// <summary>
    /// Gas of a follower, in per cent of the dearest limit of its kind: a first use of storage is dearer by some tens of thousands, and
    /// what is left is not paid.
    /// </summary>
    private const ulong FollowerGasPercent = 150;

    private readonly Lock _lock = new();
    private readonly List<PipelineEntry> _entries = [];
    private readonly Dictionary<int, ulong> _gas = [];
    private int _reach = MostAhead;

    /// <summary>Sends in its turn and waits. Its place in the order is taken before the first await.</summary>
    /// <param name="intent">Without gas limit.</param>
    /// <param name="kind">Transactions of one kind need about the same gas.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed over may still be mined.</param>
    /// <exception cref="ContractRevertException">The contract refused, before sending or in the block.</exception>
    /// <exception cref="TransactionFailedException">The transaction did not come about.</exception>
    public async Task<TransactionReceipt> ExecuteAsync(TransactionIntent intent, int kind, CancellationToken cancellationToken)
    {
        PipelineEntry entry = Join(kind);
        bool isMade = false;
        try
        {
            TransactionReceipt receipt =
                await FollowAsync(entry, intent, cancellationToken) ?? await LeadAsync(entry, intent, cancellationToken);
            isMade = true;
            return receipt;
        }
        finally
        {
            Leave(entry, isMade);
        }
    }

    /// <summary>Null when nothing is before it, be it at once or after it went ahead in vain.</summary>
    private async Task<TransactionReceipt?> FollowAsync(PipelineEntry entry, TransactionIntent intent, CancellationToken cancellationToken)
    {
        if (entry.Turn.IsCompleted && await entry.Turn is null)
        {
            return null;
        }

        // The price is asked beside the wait: in line, all those behind wait for each question to the node.
        Task<UnsignedTransaction> pricing = sender.DraftAsync(intent, cancellationToken);
        await Task.WhenAll(entry.Turn.WaitAsync(cancellationToken), pricing);
        if (await entry.Turn is not { } gasLimit)
        {
            return null;
        }

        try
        {
            return await AwaitAsync(
                entry,
                await sender.SendTrackedAsync((await pricing) with { GasLimit = gasLimit }, cancellationToken),
                cancellationToken
            );
        }
        catch (Exception vain) when (vain is ContractRevertException or TransactionFailedException { Code: SendingCode.Refused })
        {
            // Refused: the node takes no more of this account's transactions ahead, or the account cannot pay for so many limits at once.
            Log.FollowedInVain(sender.Logger, sender.Account, vain.Message);
            Return(entry);
            _ = await entry.Turn.WaitAsync(cancellationToken);
            return null;
        }
    }

    private async Task<TransactionReceipt> LeadAsync(PipelineEntry entry, TransactionIntent intent, CancellationToken cancellationToken)
    {
        TransactionIntent prepared = await sender.PrepareAsync(intent, cancellationToken);
        lock (_lock)
        {
            _gas[entry.Kind] = Math.Max(_gas.GetValueOrDefault(entry.Kind), prepared.GasLimit!.Value);
        }

        return await AwaitAsync(entry, await sender.SendTrackedAsync(prepared, cancellationToken), cancellationToken);
    }

    private async Task<TransactionReceipt> AwaitAsync(PipelineEntry entry, SignedTransaction signed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            entry.HandedOver();
            Advance_NeedsLock();
        }

        TransactionReceipt receipt = await sender.WaitAsync(signed, cancellationToken);
        lock (_lock)
        {
            _reach = Math.Min((_reach * 2) + 1, MostAhead);
        }

        return receipt;
    }

    private PipelineEntry Join(int kind)
    {
        PipelineEntry entry = new(kind);
        lock (_lock)
        {
            _entries.Add(entry);
            Advance_NeedsLock();
        }

        return entry;
    }

    private void Return(PipelineEntry entry)
    {
        lock (_lock)
        {
            Break_NeedsLock(entry);
            entry.Return();
            Advance_NeedsLock();
        }
    }

    private void Leave(PipelineEntry entry, bool isMade)
    {
        lock (_lock)
        {
            if (!isMade && entry.IsSent)
            {
                Break_NeedsLock(entry);
            }
            else if (!isMade)
            {
                // It was under way nowhere, and nothing behind it: to follow the one before it would be in vain.
                foreach (PipelineEntry behind in Behind_NeedsLock(entry))
                {
                    behind.WaitToLead();
                }
            }

            _ = _entries.Remove(entry);
            Advance_NeedsLock();
        }
    }

    /// <summary>
    /// One did not come about, and with it those that are under way behind it. Maybe another sender makes the same moves; going ahead costs
    /// gas then, so from here on one at a time, and slowly up again with each that comes through.
    /// </summary>
    private void Break_NeedsLock(PipelineEntry entry)
    {
        _reach = 0;
        foreach (PipelineEntry behind in Behind_NeedsLock(entry))
        {
            behind.Doom();
        }
    }

    private IEnumerable<PipelineEntry> Behind_NeedsLock(PipelineEntry entry) => _entries.SkipWhile(other => other != entry).Skip(1);

    /// <summary>Gives everybody a turn who may have it now.</summary>
    private void Advance_NeedsLock()
    {
        for (int ahead = 0; ahead < _entries.Count; ahead++)
        {
            PipelineEntry entry = _entries[ahead];
            if (!entry.IsWaiting)
            {
                continue;
            }

            if (ahead == 0)
            {
                entry.Go(gasLimit: null);
            }
            else if (
                !entry.MustLead
                && ahead <= _reach
                && _entries[ahead - 1] is { IsSent: true, IsDoomed: false }
                && _gas.TryGetValue(entry.Kind, out ulong gas)
            )
            {
                entry.Go(gas * FollowerGasPercent / 100);
            }
        }
    }
}
