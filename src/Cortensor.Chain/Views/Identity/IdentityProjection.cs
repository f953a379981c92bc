using System.Collections.Immutable;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Chain.Views.Identity;

/// <summary>
/// Which accounts are routers and oracles, from the events of Iam. Blocking an account revokes its roles one by one, so it needs no case of
/// its own.
/// </summary>
internal sealed class IdentityProjection(Address contract) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out IamContract.NodeRoleGranted? granted) ? Change(network, granted.Role, holders => holders.Add(granted.Account))
        : entry.Log.Is(out IamContract.NodeRoleRevoked? revoked) ? Change(network, revoked.Role, holders => holders.Remove(revoked.Account))
        : network;

    private static NetworkSnapshot Change(
        NetworkSnapshot network,
        byte role,
        Func<ImmutableHashSet<Address>, ImmutableHashSet<Address>> change
    ) =>
        (NodeRole)role switch
        {
            NodeRole.Router => network with { Routers = change(network.Routers) },
            NodeRole.Oracle => network with { Oracles = change(network.Oracles) },
            _ => network, // miners are seen through the pool
        };
}
