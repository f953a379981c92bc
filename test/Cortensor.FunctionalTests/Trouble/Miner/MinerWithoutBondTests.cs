using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Miner;

/// <summary>
/// A miner whose account does not pay for the bond: it hands the task back at once instead of being late with it, and tells its operator
/// once.
/// </summary>
public sealed class MinerWithoutBondTests
{
    [Fact]
    public async Task One_of_three_is_followed_by_another_and_says_so_once()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions { Miners = 4 },
            network => EmptyAsync(network, 0)
        );
        TestMiner poor = scene.Network.Miners[0];
        Assert.Contains(poor.Address, scene.Stream.Miners);
        _ = await scene.Network.UntilAsync(
            "its decline",
            snapshot => snapshot.Tasks[scene.Key].Steps.Any(static step => step.Move == "decline")
        );
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();

        QueueTask task = await scene.EndWithinAsync(30);
        Assert.Equal((TaskState.Completed, 2), (task.Outcome, (int)task.Round));
        scene.Before.AssertAfter(scene.Network, task, scene.Network.Miners.Skip(1).Select(static miner => miner.Address));

        // Whatever comes next, the alarm was raised; it ends when there is money.
        LogLine alarm = Assert.Single(scene.Network.Log.Errors);
        Assert.Equal((poor.Name, "BondShort"), (alarm.Node, alarm.Event));
        Assert.Contains("bond_low", alarm.Text, StringComparison.Ordinal);
        scene.Network.Chain.Mint(poor.Address, TokenAmount.OneCor);
        LedgerActor actor = scene.Network.Chain.As(poor.Address);
        Assert.True((await actor.Payments.DepositAccountAsync(poor.Address, TokenAmount.OneCor, default)).Made);
        _ = await scene.Network.Log.WaitForAsync("the end of the alarm", line => line.Node == poor.Name && line.Event == "BondCovered");
    }

    [Fact]
    public async Task Where_nobody_can_pay_the_client_gets_all_back()
    {
        await using TroubleScene scene = await TroubleScene.AskAsync(
            new TestNetworkOptions
            {
                Miners = 2,
                Redundancy = 1,
                BondMoney = new TokenAmount(1),
            }
        );
        QueueParameters parameters = scene.Network.Options.Parameters;
        scene.ReleaseAll();
        await scene.ReadWholeAnswerAsync();
        _ = await scene.Network.UntilAsync("the decline", snapshot => snapshot.Tasks[scene.Key].Open == 0);
        await scene.PassAsync(scene.Task.CreatedAt + parameters.AssignWindow);
        _ = await scene.Network.UntilAsync("the second decline", snapshot => snapshot.Tasks[scene.Key] is { Round: 2, Open: 0 });
        QueueTask task = await scene.EndAfterAsync(scene.Task.PrecommitDeadline + parameters.AssignWindow);
        Assert.Equal((TaskState.Failed, FailReason.NotAssigned), (task.Outcome, task.Failure));
        scene.Before.AssertRefunded(scene.Network, task);
    }

    private static async Task EmptyAsync(TestNetwork network, int miner)
    {
        LedgerActor actor = network.Chain.As(network.Miners[miner].Address);
        Assert.True((await actor.Payments.WithdrawAccountAsync(network.Options.BondMoney, default)).Made);
    }
}
