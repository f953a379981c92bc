using Cortensor.Chain.Bindings;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;

namespace Cortensor.Chain.Ledgers;

/// <summary>The node pool of the contract NodePool.</summary>
internal sealed class ChainPoolLedger(MoveSender moves, Address pool) : IPoolLedger
{
    public Address Actor => moves.Actor;

    public Task<MoveResult> RegisterAsync(ushort slots, IReadOnlyCollection<Hash32> models, CancellationToken cancellationToken) =>
        moves.MoveAsync(pool, new NodePoolContract.RegisterCall(slots, [.. models]), cancellationToken);

    public Task<MoveResult> SetStateAsync(Address node, PoolState state, CancellationToken cancellationToken) =>
        moves.MoveAsync(pool, new NodePoolContract.SetStateCall(node, (byte)state), cancellationToken);

    public Task<MoveResult> SetLevelAsync(Address node, byte level, CancellationToken cancellationToken) =>
        moves.MoveAsync(pool, new NodePoolContract.SetLevelCall(node, level), cancellationToken);
}
