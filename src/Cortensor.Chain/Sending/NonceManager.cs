using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Chain.Sending;

/// <summary>Hands out the nonces of one key. There must be one manager per key and chain, else two transactions take the same number.</summary>
/// <remarks>
/// A nonce is given for the time of one hand-over and counts as used only when that succeeds; hand-overs of one key therefore go one after the other, which
/// leaves no gap behind a refusal. The node is asked each time: one that was started again from an older state goes back to older numbers.
/// </remarks>
public sealed class NonceManager(EthClient client, Address account) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whose nonces these are.</summary>
    public Address Account { get; } = account;

    /// <summary>Runs <paramref name="handOver"/> with the next nonce; when it throws, the nonce was not used.</summary>
    public async Task<T> UseAsync<T>(Func<ulong, CancellationToken, Task<T>> handOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handOver);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await handOver(await client.GetNonceAsync(Account, BlockTag.Pending, cancellationToken), cancellationToken);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
