using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class NetworkAdministrationTests
{
    [Fact]
    public async Task Nodes_are_enrolled_side_by_side_and_a_second_time_without_harm()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        NodeRole[] roles = [NodeRole.Router, NodeRole.Miner, NodeRole.Miner, NodeRole.Oracle];
        using PrivateKey again = PrivateKey.Create();
        ChainLedgers[] nodes = await Task.WhenAll(
            roles.Select((role, index) => network.EnrollAsync(index == 0 ? again : PrivateKey.Create(), role))
        );
        for (int index = 0; index < roles.Length; index++)
        {
            Assert.True(await nodes[index].Identity.HasRoleAsync(roles[index], nodes[index].Actor, default));
        }

        await network.Administration.EnrollAsync(new NodeEnrollment(nodes[0], NodeRole.Router, "https://router.example"));
        Assert.True((await nodes[0].Identity.LeaveAsync(NodeRole.Router, default)).Made);
        Assert.False(await nodes[0].Identity.HasRoleAsync(NodeRole.Router, nodes[0].Actor, default));
    }

    [Fact]
    public async Task Refusals_name_the_contracts_errors()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        using PrivateKey key = PrivateKey.Create();
        ChainLedgers stranger = await network.OpenAsync(key);
        using TransactionSender other = await network.Anvil.OpenSenderAsync(key: 1);
        NetworkAdministration usurper = new(other, network.Book);
        Assert.Equal("IamNotRegistered", Code(await network.Administration.GrantAsync(NodeRole.Miner, stranger.Actor)));
        Assert.Equal("IamRoleNotHeld", Code(await network.Administration.RevokeAsync(NodeRole.Miner, stranger.Actor)));
        Assert.Equal("IamEndpointInvalid", Code(await stranger.Identity.RegisterAsync(NodeRole.Miner, string.Empty, default)));
        Assert.Equal("AclCallerNotRegistrar", Code(await usurper.GrantAsync(NodeRole.Miner, stranger.Actor)));
        Assert.Equal("AclCallerNotGuardian", Code(await usurper.SetBlockedAsync(stranger.Actor, blocked: true)));
        Assert.Equal("OwnableUnauthorizedAccount", Code(await usurper.SetPriceAsync(DeployedNetwork.Model, DeployedNetwork.Price)));
        Assert.Equal("ERC20InsufficientBalance", Code(await usurper.FundTokenAsync(stranger.Actor, TokenAmount.OneCor)));
        Assert.True((await network.Administration.SetBlockedAsync(stranger.Actor, blocked: true)).Made);
        MoveRefusedException refused = await Assert.ThrowsAsync<MoveRefusedException>(() =>
            network.Administration.EnrollAsync(new NodeEnrollment(stranger, NodeRole.Miner))
        );
        Assert.Equal("IamAccountBlocked", refused.Refusal.Code);
    }

    private static string? Code(MoveResult result) => result.Refusal?.Code;
}
