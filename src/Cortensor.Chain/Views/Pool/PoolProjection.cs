using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;

namespace Cortensor.Chain.Views.Pool;

/// <summary>The nodes, from the events of NodePool.</summary>
internal sealed class PoolProjection(Address contract) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out NodePoolContract.NodeRegistered? registered) ? With(network, Registered(network, registered))
        : entry.Log.Is(out NodePoolContract.NodeStateChanged? moved)
            ? With(network, network.Nodes[moved.Node] with { State = (PoolState)moved.To })
        : entry.Log.Is(out NodePoolContract.NodeLevelChanged? rated) ? With(network, network.Nodes[rated.Node] with { Level = rated.To })
        : network;

    private static PoolNode Registered(NetworkSnapshot network, NodePoolContract.NodeRegistered registered)
    {
        // A new node's change to Registered follows as an event of its own.
        PoolNode node = network.Nodes.GetValueOrDefault(registered.Node) ?? new PoolNode(registered.Node, PoolState.None, 0, 0, []);
        return node with { Slots = checked((ushort)registered.Slots), Models = [.. registered.Models] };
    }

    private static NetworkSnapshot With(NetworkSnapshot network, PoolNode node) =>
        network with
        {
            Nodes = network.Nodes.SetItem(node.Address, node),
        };
}
