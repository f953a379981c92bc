using Cortensor.Chain.Rpc;
using Cortensor.Chain.Transactions;
using Cortensor.Primitives;

namespace Cortensor.Chain.Sending;

/// <summary>
/// Hands out the nonces of one key. There must be one manager per key and chain, else two transactions take the same number.
/// </summary>
/// <remarks>
/// Hand-overs of one key go one after the other, each with the next nonce that the node and the manager's own open transactions leave free:
/// a refusal leaves no gap behind. A transaction whose answer was lost keeps its nonce, and goes to the node again before the next one
/// does; so does one that the node forgot in a reorganization or restart. Nothing is ever signed for a nonce that bytes of ours may still
/// use.
/// </remarks>
internal sealed class NonceManager(
    EthClient client,
    Address account,
    TransactionDelivery delivery,
    SendingOptions options,
    TimeProvider time
) : IDisposable
{
    private const int TrustPolls = 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<ulong, OpenTransaction> _open = [];

    /// <summary>
    /// Signs with the next nonce and hands over. A failure says whether the bytes may still arrive; if not, the nonce is free again.
    /// </summary>
    public async Task<SignedTransaction> SendAsync(
        Func<ulong, CancellationToken, ValueTask<SignedTransaction>> sign,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            OpenTransaction open = new(await sign(await NextAsync(cancellationToken), cancellationToken), time.GetTimestamp());
            lock (_open)
            {
                _open[open.Nonce] = open;
            }

            try
            {
                await delivery.HandOverAsync(open, cancellationToken);
            }
            catch (TransactionFailedException failed) when (failed.Code is SendingCode.Refused or SendingCode.Unreachable)
            {
                Close(open);
                throw;
            }

            return open.Latest;
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>What is known of a transaction that was handed over, by this manager or long ago.</summary>
    public OpenTransaction Find(SignedTransaction transaction)
    {
        lock (_open)
        {
            bool isOurs =
                _open.TryGetValue(transaction.Transaction.Nonce, out OpenTransaction? open)
                && open.Versions.Any(version => version.Hash == transaction.Hash);
            return isOurs ? open! : new OpenTransaction(transaction, time.GetTimestamp());
        }
    }

    /// <summary>Its end is known.</summary>
    public void Close(OpenTransaction transaction)
    {
        lock (_open)
        {
            if (_open.TryGetValue(transaction.Nonce, out OpenTransaction? open) && ReferenceEquals(open, transaction))
            {
                _ = _open.Remove(transaction.Nonce);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ulong> NextAsync(CancellationToken cancellationToken)
    {
        Task<ulong> mining = client.GetNonceAsync(account, BlockTag.Latest, cancellationToken);
        ulong next = await client.GetNonceAsync(account, BlockTag.Pending, cancellationToken);
        ForgetBelow(await mining);
        while (FindAt(next) is { } open)
        {
            // A node that took it a moment ago and does not count it yet is only slow; one that still does not is asked to take it again.
            bool isFresh = open.TakenAt != 0 && time.GetElapsedTime(open.TakenAt) < options.PollInterval * TrustPolls;
            if (!isFresh && !await delivery.HandOverAgainAsync(open, cancellationToken))
            {
                return next; // the node will not have it any more: the number is free
            }

            next++;
        }

        return next;
    }

    private OpenTransaction? FindAt(ulong nonce)
    {
        lock (_open)
        {
            return _open.GetValueOrDefault(nonce);
        }
    }

    private void ForgetBelow(ulong mined)
    {
        lock (_open)
        {
            foreach (
                ulong nonce in _open.Where(entry => entry.Key < mined && !entry.Value.IsAwaited).Select(static entry => entry.Key).ToArray()
            )
            {
                _ = _open.Remove(nonce);
            }
        }
    }
}
