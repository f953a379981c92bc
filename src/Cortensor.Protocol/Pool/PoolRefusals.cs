using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Pool;

/// <summary>The refusals of the node pool; each method is named after the error in INodePool.sol, which is also the code.</summary>
public static class PoolRefusals
{
    /// <summary>The caller does not hold the miner role.</summary>
    public static Refusal PoolCallerNotMiner(Address caller) => new(nameof(PoolCallerNotMiner), $"{caller} does not hold the miner role.");

    /// <summary>Only the oracle role may do this.</summary>
    public static Refusal PoolCallerNotOracle(Address caller) =>
        new(nameof(PoolCallerNotOracle), $"{caller} does not hold the oracle role.");

    /// <summary>The node never registered.</summary>
    public static Refusal PoolNodeUnknown(Address node) => new(nameof(PoolNodeUnknown), $"Node {node} never registered.");

    /// <summary>This change of state is not in the table.</summary>
    public static Refusal PoolTransitionNotAllowed(Address node, PoolState from, PoolState to) =>
        new(nameof(PoolTransitionNotAllowed), $"Node {node} cannot go from {from} to {to}.");

    /// <summary>0 to 10.</summary>
    public static Refusal PoolLevelOutOfRange(byte level) =>
        new(nameof(PoolLevelOutOfRange), $"Level {level} is above {PoolTransitions.MaxLevel}.");

    /// <summary>Slots must be 1 to 256, models 1 to 32 without repeats.</summary>
    public static Refusal PoolOfferInvalid(string field) => new(nameof(PoolOfferInvalid), $"The offer's '{field}' is outside its range.");
}
