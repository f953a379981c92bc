using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Views;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Chain.Fixtures;
using Cortensor.Tests.Chain.Rpc;

namespace Cortensor.Tests.Chain.Views;

/// <summary>
/// After every single move of these scenarios the view and the memory chain are compared, value by value (<see cref="TwinNetwork"/>).
/// </summary>
public sealed class ChainNetworkViewTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_from_submit_to_payment_and_to_refund_look_as_on_the_memory_chain()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId single = await scenario.OpenAsync(1, ProofKind.None);
        SessionId triple = await scenario.OpenAsync(3, ProofKind.Agreement);

        TaskKey paid = await scenario.SubmitAsync(single, 0);
        await scenario.AckAsync(paid, 0);
        await scenario.PrecommitAsync(paid, 0);
        await scenario.CommitAsync(paid, 0);

        TaskKey delivered = await scenario.SubmitAsync(single, 0);
        await scenario.DeliverAsync(delivered, 0);
        SessionId proven = await scenario.OpenAsync(1, ProofKind.Agreement);
        TaskKey judged = await scenario.SubmitAsync(proven, 0);
        await scenario.DeliverAsync(judged, 0);
        await scenario.CompleteAsync(scenario.Oracle, judged, 1);

        TaskKey agreed = await scenario.SubmitAsync(triple, 0, 1, 2);
        await scenario.AckAsync(agreed, 0);
        await scenario.DeclineAsync(agreed, 1);
        await scenario.AssignAsync(scenario.Router, agreed, 3);
        await scenario.PrecommitAsync(agreed, 0, 2, 3);
        await scenario.CommitAsync(agreed, 3, 0, 2);
        await scenario.CompleteAsync(scenario.Oracle, agreed, 0b1001);

        TaskKey unassigned = await scenario.SubmitAsync(single);
        await twins.PassAsync(301);
        await scenario.FailAsync(unassigned, FailReason.NotAssigned);

        TaskKey forfeited = await scenario.SubmitByOwnerAsync(single);
        await scenario.AssignAsync(scenario.Oracle, forfeited, 1);
        await twins.PassAsync(61);
        await scenario.ReassignAsync(forfeited, 2);
        await scenario.PrecommitAsync(forfeited, 1);
        await twins.PassAsync(301);
        await scenario.FailAsync(forfeited, FailReason.TooFewCommits);

        TaskKey signed = await scenario.SubmitSignedAsync(single, 77);
        TaskKey closed = await scenario.SubmitAsync(triple, 0, 1, 2);
        await scenario.PrecommitAsync(closed, 0, 1);
        await twins.PassAsync(400);
        await scenario.ReassignAsync(closed);
        await scenario.CommitAsync(closed, 1, 0);
        await scenario.CompleteAsync(scenario.Oracle, closed, 0b11);

        Assert.Equal(
            ["submit", "assign", "reassign", "precommit", "fail"],
            twins.View.Current.Tasks[forfeited].Steps.Select(static step => step.Move)
        );
        Assert.Equal(["submit", "ack", "precommit", "commit"], twins.View.Current.Tasks[paid].Steps.Select(static step => step.Move));
        Assert.Equal(["submit", "deliver"], twins.View.Current.Tasks[delivered].Steps.Select(static step => step.Move));
        Assert.Equal(["submit", "deliver", "complete"], twins.View.Current.Tasks[judged].Steps.Select(static step => step.Move));
        Assert.Equal([signed], twins.View.Current.OpenTasks);
        await AssertLateViewsAgreeAsync(twins);
    }

    [Fact]
    public async Task A_reassign_that_closes_no_slot_is_told_like_the_assign_that_leaves_the_same_events()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId triple = await scenario.OpenAsync(3, ProofKind.Agreement);
        TaskKey assigned = await scenario.SubmitAndDeclineOneAsync(triple);
        await scenario.AssignAsync(scenario.Oracle, assigned, 3);
        TaskKey reassigned = await scenario.SubmitAndDeclineOneAsync(triple);
        await scenario.ReassignAsync(reassigned, 3);

        string[] told = ["submit", "decline", "precommit", "precommit", "assign"];
        Assert.Equal(told, twins.View.Current.Tasks[assigned].Steps.Select(static step => step.Move));
        Assert.Equal(told, twins.View.Current.Tasks[reassigned].Steps.Select(static step => step.Move));
        await AssertLateViewsAgreeAsync(twins);
    }

    [Fact]
    public async Task Sessions_money_pool_and_roles_look_as_on_the_memory_chain()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(3, ProofKind.None);
        (Address owner, Address router, Address oracle, Address miner) = (
            scenario.Owner,
            scenario.Router,
            scenario.Oracle,
            scenario.Miners[3]
        );

        await scenario.PlayAsync(router, static actor => actor.Queue.PostRouterChainAsync(TwinNetwork.Model, Cancellation));
        await twins.SetParametersAsync(TwinScenario.Parameters with { MaxRounds = 1 });
        TaskKey task = await scenario.SubmitAsync(session, 0, 1, 2);
        await scenario.PrecommitAsync(task, 0, 1);
        await scenario.DeclineAsync(task, 2); // no round is left: this fixes the commit deadline, which no event says
        Assert.NotEqual(0UL, twins.View.Current.Tasks[task].CommitDeadline);

        await scenario.PlayAsync(owner, actor => actor.Payments.RequestWithdrawAsync(session, Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Payments.CancelWithdrawAsync(session, Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Payments.RequestWithdrawAsync(session, Cancellation));
        await twins.PassAsync(7_201); // the announced chain of the router takes over meanwhile
        await scenario.PlayAsync(owner, actor => actor.Payments.WithdrawAsync(session, new TokenAmount(5), Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Sessions.SetRouterAllowanceAsync(session, router, TokenAmount.Zero, Cancellation));
        await scenario.PlayAsync(miner, static actor => actor.Payments.WithdrawAccountAsync(new TokenAmount(7), Cancellation));
        await scenario.PlayAsync(router, static actor => actor.Queue.PostRouterChainAsync(TwinNetwork.Model, Cancellation));

        await scenario.PlayAsync(oracle, actor => actor.Pool.SetStateAsync(miner, PoolState.Dedicated, Cancellation));
        await scenario.PlayAsync(oracle, actor => actor.Pool.SetLevelAsync(miner, 4, Cancellation));
        await scenario.PlayAsync(miner, static actor => actor.Pool.RegisterAsync(9, [TwinNetwork.Model], Cancellation));
        SessionId dedicated = await scenario.CreateAsync(TwinScenario.ConfigOf(1, ProofKind.None) with { Mode = SessionMode.Dedicated });
        await scenario.PlayAsync(owner, actor => actor.Sessions.AddDedicatedNodeAsync(dedicated, miner, Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Sessions.AddDedicatedNodeAsync(dedicated, scenario.Miners[0], Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Sessions.RemoveDedicatedNodeAsync(dedicated, miner, Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Sessions.SetRouterAsync(dedicated, router, Cancellation));
        await scenario.PlayAsync(owner, actor => actor.Sessions.CloseAsync(dedicated, Cancellation));

        SessionId timed = await scenario.CreateAsync(TwinScenario.ConfigOf(1, ProofKind.None) with { ReservePeriod = 60, MaxNodes = 2 });
        await twins.PassAsync(61);
        await scenario.PlayAsync(owner, actor => actor.Sessions.ExpireAsync(timed, Cancellation));

        await twins.Network.Administration.SetBlockedAsync(router, true, Cancellation).RequireAsync("block");
        await twins.Network.Administration.SetPriceAsync(DeployedNetwork.Model, ModelPrice.Zero, Cancellation).RequireAsync("price");
        twins.Memory.RevokeRole(NodeRole.Router, router);
        twins.Memory.SetPrice(TwinNetwork.Model, ModelPrice.Zero);
        await twins.AgreeAsync(twins.View);
        await AssertLateViewsAgreeAsync(twins);
    }

    [Fact]
    public async Task A_reorganization_takes_back_what_it_removed_however_deep_it_is()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(1, ProofKind.None);
        TaskKey before = await scenario.SubmitAsync(session, 0);
        ChainNetworkView shallow = twins.Follow(new ChainViewOptions { SnapshotsKept = 2 });
        await twins.AgreeAsync(shallow);
        string snapshot = (await twins.Network.Anvil.Client.Transport.CallAsync("evm_snapshot", [], Cancellation)).GetString()!;

        TaskSubmission lost = scenario.Submission(session, 0);
        MoveResult submitted = await twins.PlayOnChainAsync(scenario.Router, actor => actor.Queue.SubmitAsync(lost, Cancellation));
        for (int move = 0; move < 4; move++)
        {
            submitted = await twins.PlayOnChainAsync(
                scenario.Owner,
                actor => actor.Payments.DepositAsync(session, TokenAmount.OneCor, Cancellation)
            );
        }

        NetworkSnapshot after = await twins.View.ReachAsync(submitted.Receipt!.Block, Cancellation);
        Assert.Contains(lost.Task, after.OpenTasks);
        _ = await shallow.ReachAsync(submitted.Receipt.Block, Cancellation);
        _ = await twins.Network.Anvil.Client.Transport.CallAsync("evm_revert", [snapshot], Cancellation);

        await twins.AgreeAsync(twins.View);
        await twins.AgreeAsync(shallow);
        await scenario.PrecommitAsync(before, 0);
        _ = await scenario.SubmitAsync(session, 1);
        await twins.AgreeAsync(shallow);
    }

    [Fact]
    public async Task A_node_that_loses_answers_delays_the_view_and_changes_nothing_in_it()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        bool down = false;
        LossyTransport lossy = new(
            twins.Network.Anvil.Client.Transport,
            (_, count) =>
                Volatile.Read(ref down) ? Loss.Request
                : count % 4 == 0 ? Loss.Answer
                : Loss.None
        );
        ChainNetworkView view = twins.Follow(
            new ChainViewOptions { FreshFor = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromMilliseconds(50) },
            lossy
        );
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(1, ProofKind.None);
        _ = await scenario.SubmitAsync(session, 0);
        await twins.AgreeAsync(view);
        Assert.True(view.IsFresh);

        Volatile.Write(ref down, true);
        for (int look = 0; look < 1_000 && view.IsFresh; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        Assert.False(view.IsFresh);
        Volatile.Write(ref down, false);
        _ = await scenario.SubmitAsync(session, 1);
        await twins.AgreeAsync(view);
        Assert.True(view.IsFresh);
    }

    /// <summary>
    /// Views that begin when all is over: one that reads blocks one by one, one that reads ranges and so learns of router tips only at
    /// their end.
    /// </summary>
    private static async Task AssertLateViewsAgreeAsync(TwinNetwork twins)
    {
        await twins.AgreeAsync(twins.Follow(new ChainViewOptions { SnapshotsKept = 4_096 }));
        await twins.AgreeAsync(twins.Follow(new ChainViewOptions { SnapshotsKept = 3, CatchUpBlocks = 7 }));
        await twins.AgreeAsync(twins.Follow(new ChainViewOptions { SnapshotsKept = 3 }));
    }
}
