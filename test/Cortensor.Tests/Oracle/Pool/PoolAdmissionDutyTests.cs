using Cortensor.Crypto;
using Cortensor.Oracle;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Pool;

namespace Cortensor.Tests.Oracle.Pool;

public sealed class PoolAdmissionDutyTests
{
    [Theory]
    [InlineData(true, PoolState.Ephemeral)]
    [InlineData(false, PoolState.Registered)]
    public async Task Registered_nodes_are_admitted_only_where_the_operator_says_so(bool autoAdmit, PoolState expected)
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        using OracleRig oracle = new(world, options: new OracleOptions { AutoAdmit = autoAdmit });
        using PrivateKey node = PrivateKey.Create();
        world.Chain.GrantRole(NodeRole.Miner, node.Address);
        QueueWorld.Made(await world.Chain.As(node.Address).Pool.RegisterAsync(1, [Keccak256.HashText("m")], default));
        await oracle.PoolAdmissionDuty.OnSnapshotAsync(world.Chain.Current, default);
        Assert.Equal(expected, world.Chain.Current.Nodes[node.Address].State);
    }
}
