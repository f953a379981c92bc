using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Network.Rogues;

/// <summary>
/// A miner that commits something else than it bound itself to, again and again, or delivers something else than it gave to the router.
/// </summary>
/// <param name="inner">The chain.</param>
public sealed class OtherDigest(IQueueLedger inner) : QueueLedgerRelay
{
    private int _refusals;

    /// <summary>How often the chain refused it.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Why.</summary>
    public string? Code { get; private set; }

    /// <inheritdoc/>
    protected override IQueueLedger Inner => inner;

    /// <inheritdoc/>
    public override Task<MoveResult> DeliverAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    ) => inner.DeliverAsync(task, slot, Keccak256.Hash(resultDigest.ToArray()), promptTokens, outputTokens, cancellationToken);

    /// <inheritdoc/>
    public override async Task<MoveResult> CommitAsync(
        TaskKey task,
        byte slot,
        Hash32 resultDigest,
        Hash32 salt,
        uint promptTokens,
        uint outputTokens,
        CancellationToken cancellationToken
    )
    {
        MoveResult result = await inner.CommitAsync(
            task,
            slot,
            Keccak256.Hash(salt.ToArray()),
            salt,
            promptTokens,
            outputTokens,
            cancellationToken
        );
        if (!result.Made)
        {
            Code = result.Refusal.Code;
            _ = Interlocked.Increment(ref _refusals);
        }

        return result;
    }
}
