using Cortensor.Protocol.Pool;
using static Cortensor.Chain.Bindings.NodePoolContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of the node pool.</summary>
internal static class PoolErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<PoolCallerNotMiner>(e => PoolRefusals.PoolCallerNotMiner(e.Caller)),
        KnownError.Of<PoolCallerNotOracle>(e => PoolRefusals.PoolCallerNotOracle(e.Caller)),
        KnownError.Of<PoolLevelOutOfRange>(e => PoolRefusals.PoolLevelOutOfRange(e.Level)),
        KnownError.Of<PoolNodeUnknown>(e => PoolRefusals.PoolNodeUnknown(e.Node)),
        KnownError.Of<PoolOfferInvalid>(e => PoolRefusals.PoolOfferInvalid(e.Field)),
        KnownError.Of<PoolTransitionNotAllowed>(e => PoolRefusals.PoolTransitionNotAllowed(e.Node, (PoolState)e.From, (PoolState)e.To)),
    ];
}
