using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Pool;

/// <summary>The moves of the node pool, made in the name of <see cref="Actor"/>.</summary>
public interface IPoolLedger
{
    /// <summary>In whose name the moves are made.</summary>
    Address Actor { get; }

    /// <summary>Node: announce itself with its slots and the models it offers; again to change them.</summary>
    Task<MoveResult> RegisterAsync(ushort slots, IReadOnlyCollection<Hash32> models, CancellationToken cancellationToken);

    /// <summary>Oracle: move a node to another state of the pool.</summary>
    Task<MoveResult> SetStateAsync(Address node, PoolState state, CancellationToken cancellationToken);

    /// <summary>Oracle: set a node's level, 0–10.</summary>
    Task<MoveResult> SetLevelAsync(Address node, byte level, CancellationToken cancellationToken);
}
