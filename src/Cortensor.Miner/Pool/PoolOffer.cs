using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Pool;

/// <summary>Tells the pool what this miner offers, when the chain says something else.</summary>
internal sealed class PoolOffer(
    MinerIdentity identity,
    INetworkView view,
    IPoolLedger ledger,
    IInferenceEngine engine,
    IOptions<MinerOptions> options,
    ILogger<PoolOffer> logger
)
{
    // Refused for want of the role, say: the registrar may grant it while this node runs.
    private const ulong MostBlocksBetweenTries = 64;

    private ulong _notBefore;
    private ulong _pause = 1;

    /// <summary>Slots offered.</summary>
    public ushort Slots => (ushort)(options.Value.Slots > 0 ? options.Value.Slots : Math.Clamp(engine.Slots, 1, PoolTransitions.MaxSlots));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            await OnSnapshotAsync(snapshot, cancellationToken);
        }
    }

    internal async Task OnSnapshotAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        ImmutableHashSet<Hash32> models =
        [
            .. engine.Models.Take(PoolTransitions.MaxModels).Select(model => Keccak256.HashText(model.Id.Value)),
        ];
        if (models.IsEmpty || snapshot.Head.Number < _notBefore || IsKnown(snapshot, models))
        {
            return;
        }

        _notBefore = snapshot.Head.Number + 1;
        try
        {
            MoveResult result = await ledger.RegisterAsync(Slots, models, cancellationToken);
            if (result.Made)
            {
                (_notBefore, _pause) = (result.Receipt.Block + 1, 1);
                Log.Registered(logger, Slots, models.Count);
            }
            else
            {
                _pause = Math.Min(_pause * 2, MostBlocksBetweenTries);
                _notBefore = snapshot.Head.Number + _pause;
                Log.RegistrationRefused(logger, result.Refusal.Code, result.Refusal.Message);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.RegistrationFailed(logger, exception);
        }
    }

    private bool IsKnown(NetworkSnapshot snapshot, ImmutableHashSet<Hash32> models) =>
        snapshot.Nodes.TryGetValue(identity.Address, out PoolNode? node) && node.Slots == Slots && node.Models.SetEquals(models);
}
