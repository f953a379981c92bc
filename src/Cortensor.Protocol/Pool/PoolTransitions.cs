using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Pool;

/// <summary>
/// The life of a node in the pool: (node, move, facts) → node or refusal. Pure; the same machine in Solidity is <c>NodePool.sol</c>.
/// </summary>
public static class PoolTransitions
{
    /// <summary>Highest level.</summary>
    public const byte MaxLevel = 10;

    /// <summary>Most slots a node may announce.</summary>
    public const ushort MaxSlots = 256;

    /// <summary>Most models a node may offer.</summary>
    public const int MaxModels = 32;

    /// <summary>Node: announce slots and models; again to change them.</summary>
    public static Ruling<PoolNode> Register(
        PoolNode? node,
        MoveContext context,
        bool isMiner,
        ushort slots,
        IReadOnlyCollection<Hash32> models
    )
    {
        ArgumentNullException.ThrowIfNull(models);
        if (!isMiner)
        {
            return PoolRefusals.PoolCallerNotMiner(context.Caller);
        }

        ImmutableHashSet<Hash32> distinct = [.. models];
        return slots is < 1 or > MaxSlots ? PoolRefusals.PoolOfferInvalid("slots")
            : models.Count is < 1 or > MaxModels || distinct.Count != models.Count ? PoolRefusals.PoolOfferInvalid("models")
            : node is null ? new PoolNode(context.Caller, PoolState.Registered, 0, slots, distinct)
            : node with { Slots = slots, Models = distinct };
    }

    /// <summary>Oracle: move a node to another state.</summary>
    public static Ruling<PoolNode> SetState(PoolNode? node, MoveContext context, Address address, PoolState to) =>
        !context.IsOracle ? PoolRefusals.PoolCallerNotOracle(context.Caller)
        : node is null ? PoolRefusals.PoolNodeUnknown(address)
        : !CanMove(node.State, to) ? PoolRefusals.PoolTransitionNotAllowed(address, node.State, to)
        : node with { State = to };

    /// <summary>Oracle: set a node's level.</summary>
    public static Ruling<PoolNode> SetLevel(PoolNode? node, MoveContext context, Address address, byte level) =>
        !context.IsOracle ? PoolRefusals.PoolCallerNotOracle(context.Caller)
        : node is null ? PoolRefusals.PoolNodeUnknown(address)
        : level > MaxLevel ? PoolRefusals.PoolLevelOutOfRange(level)
        : node with { Level = level };

    /// <summary>The table of changes (INodePool.setState).</summary>
    public static bool CanMove(PoolState from, PoolState to) =>
        (from, to) switch
        {
            (PoolState.None or PoolState.Reserved or PoolState.Recheck or PoolState.Banned, _) => false,
            (_, PoolState.Banned) => true,
            (PoolState.Registered, PoolState.Probation or PoolState.Ephemeral or PoolState.Dedicated) => true,
            (PoolState.Probation, PoolState.Ephemeral or PoolState.Suspended) => true,
            (PoolState.Ephemeral, PoolState.Dedicated or PoolState.Stale or PoolState.Suspended) => true,
            (PoolState.Dedicated, PoolState.Ephemeral or PoolState.Stale or PoolState.Suspended) => true,
            (PoolState.Stale or PoolState.Suspended, PoolState.Probation or PoolState.Ephemeral) => true,
            _ => false,
        };
}
