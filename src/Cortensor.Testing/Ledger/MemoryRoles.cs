using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Testing.Ledger;

/// <summary>Who holds which role.</summary>
internal static class MemoryRoles
{
    public static ChainState Grant(ChainState state, NodeRole role, Address account) =>
        role switch
        {
            NodeRole.Router => state with
            {
                RouterOrder = EnumerableOrder.Join(state.RouterOrder, account),
                Network = state.Network with { Routers = state.Network.Routers.Add(account) },
            },
            NodeRole.Oracle => state with { Network = state.Network with { Oracles = state.Network.Oracles.Add(account) } },
            NodeRole.Miner => state with { Miners = state.Miners.Add(account) },
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
        };

    public static ChainState Revoke(ChainState state, NodeRole role, Address account) =>
        role switch
        {
            NodeRole.Router => state with
            {
                RouterOrder = EnumerableOrder.Leave(state.RouterOrder, account),
                Network = state.Network with { Routers = state.Network.Routers.Remove(account) },
            },
            NodeRole.Oracle => state with { Network = state.Network with { Oracles = state.Network.Oracles.Remove(account) } },
            NodeRole.Miner => state with { Miners = state.Miners.Remove(account) },
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
        };
}
